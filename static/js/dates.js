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

// A whole date that is pasted into one box goes to all three.
function spread(boxes, box) {
  const whole = ascii(box.value).match(/^(\d{1,4})[-/.\s\u0964]+(\d{1,2})[-/.\s\u0964]+(\d{1,4})$/);
  const [first, second, third] = whole?.slice(1) ?? [];
  const told = first?.length === 4 ? [first, second, third] : third?.length === 4 ? [third, second, first] : null;
  told?.forEach((text, at) => (boxes[at].value = boxes[at].tagName === "SELECT" ? String(Number(text)) : local(Number(text))));
}

// In the list of months a digit of either script leads to its month, as it did in a box.
function byDigits(month) {
  let typed = "";
  let before = 0;
  month.addEventListener("keydown", (event) => {
    if (!/^[0-9०-९]$/.test(event.key)) return;
    event.preventDefault();
    typed = (event.timeStamp - before < 900 ? typed : "") + ascii(event.key);
    before = event.timeStamp;
    const found = [typed, ascii(event.key)].map((text) => String(Number(text))).find((text) => month.querySelector(`option[value="${text}"]`));
    if (found) month.value = found;
    month.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const boxes of document.querySelectorAll("[data-date]")) {
  const from = boxes.dataset.date;
  const echo = boxes.closest("fieldset").querySelector("[data-echo]");
  const parts = ["year", "month", "day"].map((name) => boxes.querySelector(`[data-part=${name}]`));
  byDigits(parts[1]);
  boxes.addEventListener("input", (event) => {
    if (event.target.tagName === "INPUT") spread(parts, event.target);
    const told = parts.map((part) => number(part.value));
    const found = told.some(Number.isNaN) ? null : (from === "bs" ? fromBs : fromAd)(...told);
    echo.textContent = found ? text(from === "bs" ? "ad" : "bs", found) : "";
  });
}
