// The words of the page in the language of its reader: labels by name, and what the program says.

const KNOWN = ["en", "zh"];
let labels = {};
let said = [];

/** Load the labels of a language, or of the browser's if none is wanted, and fill the page. */
export async function loadWords(wanted) {
  const own = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => KNOWN.includes(tag));
  const language = KNOWN.includes(wanted) ? wanted : own || "en";
  const content = await (await fetch(`/static/words.${language}.json`)).json();
  labels = content.words;
  said = content.said.map(([pattern, text]) => [new RegExp(`^${pattern}$`, "s"), text]);
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  for (const item of document.querySelectorAll("[data-word]")) item.textContent = word(item.dataset.word);
  for (const attribute of ["placeholder", "aria-label", "title"]) {
    for (const item of document.querySelectorAll(`[data-${attribute}]`)) item.setAttribute(attribute, word(item.getAttribute(`data-${attribute}`)));
  }
}

/** A label, with values in the places that it names. */
export function word(name, values = {}) {
  const text = labels[name];
  if (text === undefined) throw new Error(`there is no label ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** What the program says in English, in the language of the page; what it says inside of it, too. */
export function translated(text) {
  for (const [pattern, template] of said) {
    const found = pattern.exec(text);
    if (found) return template.replace(/\$(\d)/g, (_, number) => translated(found[number]));
  }
  return text;
}

/** The name of an edit: its action, and the words that it was about. */
export function editWords(text) {
  const [action, ...about] = text.split(": ");
  return [word(`action.${action}`), ...about].join(": ");
}
