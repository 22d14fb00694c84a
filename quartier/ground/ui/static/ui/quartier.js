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

  // Drafts save themselves: the form goes to the address in data-draft as it is, files left out. The answer is the
  // text for the saved box; a refused or lost save says nothing and is tried again with the next change.
  all("form[data-draft]").forEach((form) => {
    const box = document.querySelector("[data-saved]");
    let timer = 0, last = "", busy = false;
    const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
    last = typed();
    const save = async () => {
      const body = typed();
      if (busy || body === last || form.dataset.sent) return;
      busy = true;
      try {
        const answer = await fetch(form.dataset.draft, {
          method: "POST", body, credentials: "same-origin",
          headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch" },
        });
        if (answer.ok) {
          last = body;
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const saved = page.querySelector(".saved");
          if (saved && box) box.replaceChildren(saved);
          all("input[name]", page.body).forEach((fresh) => {
            const field = form.elements.namedItem(fresh.name);
            if (fresh.type === "hidden" && field) field.value = fresh.value;
          });
          last = typed();
        }
      } catch { /* no network: the next change tries again */ } finally { busy = false; }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  });
})();
