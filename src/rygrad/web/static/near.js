// The nearest town instead of typing it, only when somebody taps the button; without this file there is no button.
(function () {
  var box = document.querySelector("[data-near]");
  if (!box || !navigator.geolocation || !window.isSecureContext) { return; }
  var button = box.querySelector("button"), status = box.querySelector("[role=status]"), form = box.closest("form");
  box.hidden = false;
  button.addEventListener("click", function () {
    status.textContent = box.dataset.waiting;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(function (found) {
      var asked = new URLSearchParams(new FormData(form));
      asked.delete("place");
      // Two decimals are about a kilometre: enough for the nearest town, and no more is sent.
      asked.set("lat", found.coords.latitude.toFixed(2));
      asked.set("lon", found.coords.longitude.toFixed(2));
      window.location.assign("/find?" + asked.toString());
    }, function (fault) {
      button.disabled = false;
      status.textContent = fault.code === 1 ? box.dataset.denied : box.dataset.failed;
    }, { maximumAge: 600000, timeout: 15000 });
  });
})();
