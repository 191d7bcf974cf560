// Shows the day of three boxes in the other calendar, while it is typed.
const table = await fetch(new URL("../calendar.json", import.meta.url)).then((answer) => answer.json());
const DAY = 86400000;
const nepali = document.documentElement.lang === "ne";
const starts = [];
let total = Date.parse(table.start);
table.years.forEach((lengths, index) => {
  starts[index] = total;
  for (const length of lengths) total += (Number(length) + 29) * DAY;
});

const ascii = (text) => text.trim().replace(/[०-९]/g, (digit) => digit.charCodeAt(0) - 0x966);
const local = (text) => (nepali ? String(text).replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit))) : text);
const number = (text) => (/^\d{1,4}$/.test(ascii(text)) ? Number(ascii(text)) : NaN);

function fromBs(year, month, day) {
  const lengths = table.years[year - table.first];
  if (!lengths || !(month >= 1 && month <= 12) || !(day >= 1 && day <= Number(lengths[month - 1]) + 29)) return null;
  let at = starts[year - table.first] + (day - 1) * DAY;
  for (let before = 0; before < month - 1; before += 1) at += (Number(lengths[before]) + 29) * DAY;
  const date = new Date(at);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function fromAd(year, month, day) {
  const at = Date.UTC(year, month - 1, day);
  if (new Date(at).getUTCMonth() !== month - 1) return null;
  let index = starts.findLastIndex((start) => start <= at);
  if (index < 0 || at >= total) return null;
  let rest = Math.round((at - starts[index]) / DAY);
  let m = 0;
  while (rest >= Number(table.years[index][m]) + 29) rest -= Number(table.years[index][m++]) + 29;
  return [table.first + index, m + 1, rest + 1];
}

function text(other, [year, month, day]) {
  const name = table.months[other][nepali ? "ne" : "en"][month - 1];
  return local(nepali ? `${year} ${name} ${day}` : `${day} ${name} ${year}`);
}

for (const boxes of document.querySelectorAll("[data-date]")) {
  const from = boxes.dataset.date;
  const echo = boxes.closest("fieldset").querySelector("[data-echo]");
  const part = (name) => number(boxes.querySelector(`[data-part=${name}]`).value);
  boxes.addEventListener("input", () => {
    const told = [part("year"), part("month"), part("day")];
    const found = told.some(Number.isNaN) ? null : (from === "bs" ? fromBs : fromAd)(...told);
    echo.textContent = found ? text(from === "bs" ? "ad" : "bs", found) : "";
  });
}
