/* "Meinen Standort nehmen": only if the device can; the point goes into the form and nowhere else. */
(() => {
  const form = document.querySelector("[data-standort]");
  if (!form || !("geolocation" in navigator) || !window.isSecureContext) return;
  const line = form.querySelector("[data-standort-frage]");
  const sentence = form.querySelector("[data-standort-satz]");
  line.hidden = false;
  form.querySelector("[data-standort-knopf]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.adresse.value = "";
        form.elements.breite.value = coords.latitude.toFixed(5);
        form.elements.laenge.value = coords.longitude.toFixed(5);
        form.requestSubmit();
      },
      () => { sentence.textContent = sentence.dataset.fehlt; },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
})();
