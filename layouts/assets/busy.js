// A sign of life: while the page waits for an answer it is dimmed and says so. The picture of before is never left to
// look like the answer to what has just been chosen.
(function () {
  const PATIENCE = 350; // ms; quicker answers need no words
  const LONG = 5000; // ms; then it says why it may take a while
  const send = window.fetch;
  let waiting = 0;
  let timers = [];

  function say(state) {
    document.documentElement.dataset.busy = state;
    const busy = document.getElementById("busy");
    if (busy) busy.textContent = state ? busy.dataset[state] : "";
  }

  function begin() {
    waiting += 1;
    if (waiting > 1) return;
    timers.forEach(clearTimeout); // of the question before, which this one follows
    timers = [setTimeout(() => say("soon"), PATIENCE), setTimeout(() => say("long"), LONG)];
  }

  function end() {
    waiting -= 1;
    // The bar's answer is followed at once by the question for the page: one wait, not two.
    setTimeout(() => {
      if (waiting) return;
      timers.forEach(clearTimeout);
      say("");
    }, 120);
  }

  // Looks at how far the country has come, and what a picker offers while one types, go on beside a page that is whole.
  const BESIDE = /"changedPropIds":\[[^\]]*(?:follow-timer\.n_intervals|kpi-typed-store\.data|\.searchValue)"/;
  const isQuestion = (address, options) =>
    String(address).includes("_dash-update-component") && !BESIDE.test(String(options && options.body));

  window.fetch = function (address, options) {
    if (!isQuestion(address, options)) return send.call(this, address, options);
    begin();
    return send.call(this, address, options).finally(end);
  };
})();
