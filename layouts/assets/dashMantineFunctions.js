// Search in the pickers: å, ä and ö may be left out, a code finds its municipality, names that begin so come first.
window.dashMantineFunctions = window.dashMantineFunctions || {};

(function () {
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[-\s]+/g, " ").trim();

  const place = (option, wanted) => {
    const label = fold(option.label);
    if (label.startsWith(wanted) || option.value === wanted) return 0;
    if (label.split(" ").some((word) => word.startsWith(wanted))) return 1;
    return label.includes(wanted) || (/^\d{2,}$/.test(wanted) && option.value.startsWith(wanted)) ? 2 : 3;
  };

  const matching = (options, wanted) =>
    options
      .map((option) => [place(option, wanted), option])
      .filter(([rank]) => rank < 3)
      .sort((a, b) => a[0] - b[0])
      .map(([, option]) => option);

  window.dashMantineFunctions.forgivingFilter = ({ options, search, limit }) => {
    const wanted = fold(search || "").replace(/ (kommun|stad)$/, "");
    const left = { room: limit || Infinity };
    const take = (found) => {
      const taken = found.slice(0, left.room);
      left.room -= taken.length;
      return taken;
    };
    const chosen = (found) => take(wanted ? matching(found, wanted) : found);
    const grouped = options.map((o) => (o.items ? { ...o, items: chosen(o.items) } : o));
    return grouped.filter((o) => !o.items || o.items.length);
  };

  // What the server has found for what is typed, in its order (layouts/components/kpi_picker.py); explore-find.js
  // keeps Enter waiting until that answer is here. Before the first answer, what has the words.
  window.dashMantineFunctions.asServed = (asked) => {
    const items = asked.options.flatMap((o) => o.items || [o]);
    const served = items.find((item) => "answers" in item);
    document.dispatchEvent(new CustomEvent("kpis-served", { detail: served && served.answers }));
    const found = served ? asked.options : window.dashMantineFunctions.forgivingFilter(asked);
    return found.length ? found : asked.options;
  };
})();
