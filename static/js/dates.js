// Shows the day of three boxes in the other calendar, while it is typed.
import { local, nepali } from "./digits.js";

const table = await fetch(new URL("../calendar.json", import.meta.url)).then((answer) => answer.json());
const DAY = 86400000;
let end = Date.parse(table.start);
const starts = table.years.map((months) => {
  const start = end;
  for (const beyond29 of months) end += (Number(beyond29) + 29) * DAY;
  return start;
});

const ascii = (text) => text.trim().replace(/[०-९]/g, (digit) => digit.charCodeAt(0) - 0x966);
const number = (text) => (/^\d{1,4}$/.test(ascii(text)) ? Number(ascii(text)) : NaN);
const length = (year, month) => Number(table.years[year - table.first]?.[month - 1] ?? NaN) + 29;

function fromBs(year, month, day) {
  if (!(day >= 1 && day <= length(year, month))) return null;
  let at = starts[year - table.first] + (day - 1) * DAY;
  for (let before = 1; before < month; before += 1) at += length(year, before) * DAY;
  const date = new Date(at);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

function fromAd(year, month, day) {
  const at = Date.UTC(year, month - 1, day);
  const index = starts.findLastIndex((start) => start <= at);
  if (new Date(at).getUTCMonth() !== month - 1 || index < 0 || at >= end) return null;
  let rest = (at - starts[index]) / DAY;
  let m = 1;
  while (rest >= length(table.first + index, m)) rest -= length(table.first + index, m++);
  return [table.first + index, m, rest + 1];
}

function text(other, [year, month, day]) {
  const name = table.months[other][nepali ? "ne" : "en"][month - 1];
  return nepali ? `${local(year)} ${name} ${local(day)}` : `${day} ${name} ${year}`;
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
