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

  // What the server has found for what is typed, in its order (layouts/components/kpi_picker.py). Until its answer is
  // here only what has the words, so that Enter never takes what was found for another word.
  window.dashMantineFunctions.asServed = (asked) => {
    const served = asked.options.some((o) => (o.items || [o]).some((item) => item.answers === asked.search));
    return served ? asked.options : window.dashMantineFunctions.forgivingFilter(asked);
  };
})();
