// Passkeys: signing in, proving that it is you, setting one up. Without JavaScript the parts stay hidden; the code by e-mail always works.
(function () {
  "use strict";
  var webauthn = window.webauthnJSON;
  if (!webauthn || !window.PublicKeyCredential) return;

  function data() {
    return JSON.parse(document.getElementById("passkey-data").textContent);
  }

  function ask() {
    return webauthn.get(data().request_options);
  }

  async function login(part) {
    var answer = await fetch(part.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no challenge");
    return webauthn.get((await answer.json()).request_options);
  }

  function add(part) {
    var options = data().creation_options;
    var alone = part.querySelector("[data-passkey-alone]").checked;
    var selection = options.publicKey.authenticatorSelection;
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return webauthn.create(options);
  }

  var ways = { ask: ask, login: login, add: add };

  document.querySelectorAll("[data-passkey]").forEach(function (part) {
    var form = part.querySelector("form");
    var failed = part.querySelector("[data-passkey-failed]");
    part.hidden = false;
    part.querySelector("[data-passkey-button]").addEventListener("click", async function (event) {
      event.preventDefault();
      failed.hidden = true;
      try {
        form.querySelector("[data-passkey-credential]").value = JSON.stringify(await ways[part.dataset.passkey](part));
        form.submit();
      } catch (problem) {
        failed.hidden = false;
      }
    });
  });
  document.querySelectorAll("[data-passkey-missing]").forEach(function (sentence) {
    sentence.hidden = true;
  });
})();
