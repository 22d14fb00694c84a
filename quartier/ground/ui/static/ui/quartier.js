/* Progressive only: every page works without this file. Saves drafts, prints, closes menus, keeps a second press from looking like a first. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // The error summary takes the focus, so that it is read first.
  document.querySelector(".errors[role=alert]")?.focus();

  // Printing: the button stands hidden in the page, because without this script it could do nothing.
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // Menus close with Escape and when the focus or a press goes elsewhere.
  const menus = all(".menu, .langs");
  const close = (except) => menus.forEach((menu) => menu !== except && menu.removeAttribute("open"));
  document.addEventListener("click", (event) => close(event.target.closest(".menu, .langs")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = menus.find((menu) => menu.open);
    close();
    open?.querySelector("summary").focus();
  });

  // A button that is off stays in reach of the keyboard, but presses nothing.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  // A second press: the server does an act only once anyway; here the button shows that the first one was heard.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    all("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      all("button[aria-disabled=true][type=submit]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  // Drafts save themselves: what stands in the form, files left out, goes to the address in data-draft with entwurf=1 (and,
  // if that is another page's address, with the token in data-draft-token). The answer brings the box [data-saved].
  all("form[data-draft]").forEach((form) => {
    const box = document.querySelector("[data-saved]");
    let timer = 0, last = "", busy = false;
    const typed = () => {
      const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      if (form.dataset.draftToken) fields.set("csrfmiddlewaretoken", form.dataset.draftToken);
      fields.set("entwurf", "1");
      return fields.toString();
    };
    const save = async () => {
      const body = typed();
      if (busy || body === last || form.dataset.sent) return;
      busy = true;
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body, credentials: "same-origin", keepalive: body.length < 60000,
          headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch" } });
        const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-saved]");
        if (fresh && box) box.replaceChildren(...fresh.childNodes);
        if (answer.ok) last = typed();
      } catch { /* no network: the next change tries again */ } finally { busy = false; }
    };
    last = typed();
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  });
})();
