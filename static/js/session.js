/* Reminds, ten minutes before the end, that what a person has said will be forgotten.
   Without this file the same is said in words on every page. */
(function () {
  "use strict";

  var TEN_MINUTES = 600;
  var timers = [];

  function say(text, isNear) {
    var place = document.getElementById("sparas-snart");
    if (place) {
      place.textContent = text;
      place.parentNode.parentNode.classList.toggle("is-near", isNear);
    }
  }

  function begin() {
    var line = document.getElementById("sparas-rad");
    timers.forEach(window.clearTimeout);
    timers = [];
    if (!line) {
      return;
    }
    var seconds = Number(line.getAttribute("data-seconds"));
    say("", false);
    timers.push(
      window.setTimeout(function () {
        say(line.getAttribute("data-soon"), true);
      }, Math.max(0, seconds - TEN_MINUTES) * 1000),
      window.setTimeout(function () {
        say(line.getAttribute("data-gone"), true);
      }, seconds * 1000)
    );
  }

  begin();
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.elt.id === "sparas-rad" || event.detail.target.id === "sparas-rad") {
      begin();
    }
  });
})();
