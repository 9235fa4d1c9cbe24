// What a written page cannot know or do: whether the office is open now, which day of the week it is, and which
// questions have certain words in them. Without this file the page says the same in tables and lists.
(() => {
  const words = document.currentScript.dataset;
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // The day and the minute where the office is.
  function clock(zone) {
    const form = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const parts = new Intl.DateTimeFormat("en-US", form).formatToParts(new Date());
    const { year, month, day, hour, minute } = Object.fromEntries(parts.map((part) => [part.type, part.value]));
    return { date: `${year}-${month}-${day}`, minute: `${hour}:${minute}` };
  }

  function dayAfter(date, days) {
    const day = new Date(`${date}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return day;
  }

  // From Monday on, as the calendar has them.
  const place = (day) => (day.getUTCDay() + 6) % 7;

  function hours(calendar, day) {
    const date = day.toISOString().slice(0, 10);
    if (calendar.closes && date > calendar.closes) return [];
    const special = calendar.special.find(([from, until]) => from <= date && date <= until);
    return special ? special[2] : calendar.week[place(day)];
  }

  function said(calendar, now) {
    for (let ahead = 0; ahead < 8; ahead += 1) {
      const day = dayAfter(now.date, ahead);
      for (const [opens, closes, from, until] of hours(calendar, day)) {
        if (ahead || now.minute < opens) {
          const name = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(day);
          return { text: put(ahead > 1 ? words.sayLater : ahead ? words.sayTomorrow : words.sayToday, { time: from, day: name }) };
        }
        if (now.minute < closes) return { text: put(words.sayOpen, { time: until }), open: true };
      }
    }
    return null;
  }

  function tell() {
    // To ask for the time of a zone is slow on a small phone, and all offices are in one zone or two.
    const clocks = {};
    for (const one of document.querySelectorAll("[data-calendar]")) {
      const calendar = JSON.parse(one.dataset.calendar);
      const now = (clocks[calendar.zone] ??= clock(calendar.zone));
      if (one.matches("table")) {
        one.querySelectorAll("tbody tr").forEach((row, at) => {
          if (at === place(dayAfter(now.date, 0))) row.setAttribute("aria-current", "date");
          else row.removeAttribute("aria-current");
        });
        continue;
      }
      const found = said(calendar, now);
      if (found) one.textContent = found.text;
      one.classList.toggle("is-open", Boolean(found?.open));
    }
  }

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // A field over the list of questions; those without its words step aside.
  function filter(template) {
    const box = template.content.firstElementChild.cloneNode(true);
    template.replaceWith(box);
    const [field, status] = [box.querySelector("input"), box.querySelector("[role=status]")];
    const topics = [...document.querySelectorAll(".topic")];
    const look = () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const topic of topics) {
        const name = plain(topic.querySelector("h2").textContent);
        const entries = [...topic.querySelectorAll("li")];
        entries.forEach((entry) => {
          const text = `${plain(entry.textContent)} ${name}`;
          entry.hidden = !wanted.every((word) => text.includes(word));
        });
        const left = entries.filter((entry) => !entry.hidden).length;
        topic.hidden = !left;
        count += left;
      }
      const say = count === 0 ? status.dataset.sayNone : count === 1 ? status.dataset.sayOne : status.dataset.sayMany;
      status.textContent = wanted.length ? put(say, { count }) : "";
    };
    field.addEventListener("input", look);
  }

  tell();
  setInterval(tell, 30000);
  const template = document.getElementById("plate-filter");
  if (template) filter(template);
})();
