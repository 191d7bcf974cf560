// Digits as the reader of the page writes them. (Not every browser knows Nepali; all know its digits.)
export const nepali = document.documentElement.lang === "ne";
const writer = new Intl.NumberFormat(nepali ? "en-u-nu-deva" : "en", { useGrouping: false });
export const local = (number) => writer.format(number);
