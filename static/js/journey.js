/* What htmx alone cannot do. Every page works without this file.
   1. Shows what only works with scripts (the print button).
   2. Keeps the keyboard where it was after a part of the page is replaced.
   3. Says, in a place that lasts, what a replaced part tells: a new place is heard by few readers.
   4. Asks before a page is left on which something is typed or ticked and not sent. */
(function () {
  "use strict";

  document.documentElement.classList.add("has-script");

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  var wanted = null;

  document.addEventListener("htmx:beforeRequest", function (event) {
    var elt = event.detail.elt;
    /* What loads by itself takes the keyboard from nobody. */
    var isAsked = !elt.hasAttribute("hx-trigger") || elt.contains(document.activeElement);
    wanted = isAsked ? elt.getAttribute("data-focus") : null;
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    var lost = !document.activeElement || document.activeElement === document.body;
    if (lost && wanted) {
      var place = document.getElementById("fel") || document.getElementById(wanted) ||
        document.getElementById("innehall");
      place.focus();
    }
    wanted = null;
    say(event.detail.elt);
  });

  function say(part) {
    var told = part.matches("[role=status]") ? part : part.querySelector("[role=status]");
    /* What has the keyboard is read already. */
    if (told && told !== document.activeElement) {
      document.getElementById("sagt").textContent = told.textContent.trim();
    }
  }

  /* After an error the page holds what was typed, and the server does not. */
  var unsent = document.querySelector(".error-summary") &&
    document.querySelector("main form[method=post]");

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post") {
      unsent = form;
    }
  });

  document.addEventListener("submit", function (event) {
    if (event.target === unsent) {
      unsent = null;
    }
  });

  window.addEventListener("beforeunload", function (event) {
    if (unsent && document.contains(unsent)) {
      event.preventDefault();
    }
  });
})();

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
