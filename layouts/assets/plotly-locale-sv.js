// Swedish for plotly.js: dates and numbers as Swedish reports print them (1 234,5 with a narrow no-break space).
// plotly.js collects what waits in PlotlyLocales when it starts.
(() => {
  "use strict";
  const swedish = {
    moduleType: "locale",
    name: "sv",
    dictionary: {},
    format: {
      days: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
      shortDays: ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
      months: [
        "januari", "februari", "mars", "april", "maj", "juni",
        "juli", "augusti", "september", "oktober", "november", "december",
      ],
      shortMonths: ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
      date: "%Y-%m-%d",
      decimal: ",",
      thousands: "\u202f",
      grouping: [3],
      currency: ["", " kr"],
    },
  };
  if (window.Plotly?.register) window.Plotly.register(swedish);
  else (window.PlotlyLocales ??= []).push(swedish);
})();
