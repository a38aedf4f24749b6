// What the buttons in a chart card do, and how its menu closes. Everything is heard at the document, so cards that
// are drawn anew work without being told.
//
//   <button data-action="png" data-filename="kramfors-N33001">  the card as a picture; also "svg"
//   <button data-action="copy-picture">  the same to the clipboard
//   <button data-action="cite" data-copy="Kolada, …" data-link="/nyckeltal/…">  a reference that ends with the link
//   <button data-action="embed" data-link="/figur/…" data-title="…">  an <iframe> of the figure
//   <button data-action="query" data-link="/data.csv?…">  a Power Query that fetches the data
//   <button data-action="copy" data-copy="/oversikt?…">  text to the clipboard; an address of this site made whole
//   <details class="card-menu">  closes on Escape, on a click outside, and on a choice
//   <div id="live" role="status">  where the outcome is announced
(() => {
  "use strict";

  // The Swedish that scripts speak. All else comes from Python.
  const TEXTS = {
    copied: "Länken är kopierad",
    cited: "Källhänvisningen är kopierad",
    embedded: "Koden är kopierad. Klistra in den där figuren ska visas.",
    queryCopied: "Frågan är kopierad. Klistra in den i Power Querys avancerade redigerare.",
    pictureCopied: "Bilden är kopierad",
    pictureNotCopied: "Webbläsaren tog inte emot bilden. Spara den i stället som PNG.",
    copyFailed: "Det gick inte att kopiera. Markera adressen i adressfältet.",
    pictureSaved: "Bilden är sparad",
    pictureFailed: "Det gick inte att göra bilden. Vänta tills diagrammet syns och försök igen.",
  };

  // Emptied first, or the same words twice would be announced once.
  function announce(text) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 50);
  }

  function download(blob, name) {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // Browsers keep the clipboard API from http hosts; the old command works there, on text that is selected.
  function copySelected(text) {
    const focused = document.activeElement;
    const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    field.style.cssText = "position: fixed; top: 0; opacity: 0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("the browser refused to copy");
  }

  async function copy(text) {
    const whole = /^[/?]/.test(text) ? new URL(text, location.href).href : text;
    if (!navigator.clipboard) return copySelected(whole);
    return navigator.clipboard.writeText(whole).catch(() => copySelected(whole));
  }

  // The address is made whole here: only the browser knows where the app is.
  const whole = (link) => new URL(link, location.href).href;

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function frameOf({ link, title }) {
    const size = 'width="100%" height="720" style="border: 0"';
    return `<iframe src="${escaped(whole(link))}" title="${escaped(title)}" ${size} loading="lazy"></iframe>`;
  }

  // M doubles a quotation mark, and reads "#(" as the start of a character's number.
  const inM = (text) => `"${text.replace(/"/g, '""').replace(/#\(/g, "#(#)(")}"`;

  // What /data.csv's columns are to Power Query; the others are text. "en-US": a point before the decimals.
  const M_TYPES = {
    kpi: "type text", municipality: "type text", period: "Int64.Type", value: "type number", n: "Int64.Type",
    preliminary: "type logical", retrieved: "type date", group_edition: "Int64.Type",
  };

  function queryOf(link) {
    const types = Object.entries(M_TYPES).map(([column, type]) => `{${inM(column)}, ${type}}`).join(", ");
    return `let
    Källa = Csv.Document(Web.Contents(${inM(whole(link))}), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Rubriker = Table.PromoteHeaders(Källa, [PromoteAllScalars = true]),
    Typer = Table.TransformColumnTypes(Rubriker, {${types}}, "en-US")
in
    Typer
`;
  }

  // The promise is handed over at once: a browser takes a picture only while the click is fresh.
  function copyPicture(button) {
    const picture = window.cardPicture(button.closest(".chart-card"), "png");
    return navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
  }

  async function savePicture(button, format) {
    const blob = await window.cardPicture(button.closest(".chart-card"), format);
    download(blob, `${button.dataset.filename || "diagram"}.${format}`);
  }

  const ACTIONS = {
    copy: { run: (button) => copy(button.dataset.copy), done: TEXTS.copied, failed: TEXTS.copyFailed },
    cite: { run: ({ dataset }) => copy(`${dataset.copy} ${whole(dataset.link)}`), done: TEXTS.cited, failed: TEXTS.copyFailed },
    embed: { run: ({ dataset }) => copy(frameOf(dataset)), done: TEXTS.embedded, failed: TEXTS.copyFailed },
    query: { run: ({ dataset }) => copy(queryOf(dataset.link)), done: TEXTS.queryCopied, failed: TEXTS.copyFailed },
    "copy-picture": { run: copyPicture, done: TEXTS.pictureCopied, failed: TEXTS.pictureNotCopied },
    png: { run: (button) => savePicture(button, "png"), done: TEXTS.pictureSaved, failed: TEXTS.pictureFailed },
    svg: { run: (button) => savePicture(button, "svg"), done: TEXTS.pictureSaved, failed: TEXTS.pictureFailed },
  };

  async function act(button) {
    const action = ACTIONS[button.dataset.action];
    if (!action) return;
    try {
      await action.run(button);
      announce(action.done);
    } catch (error) {
      console.warn(error);
      announce(action.failed);
    }
  }

  const openMenus = () => document.querySelectorAll("details.card-menu[open]");

  function close(menu, takesFocus) {
    menu.open = false;
    if (takesFocus) menu.querySelector("summary").focus();
  }

  document.addEventListener("click", ({ target }) => {
    const choice = target.closest("a, button");
    for (const menu of openMenus()) {
      if (!menu.contains(target)) close(menu, false);
      else if (choice && menu.contains(choice)) close(menu, true);
    }
    const button = target.closest("[data-action]");
    if (button) act(button);
  });

  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of openMenus()) close(menu, menu.contains(document.activeElement));
  });
})();
