// Where the words of a problem stand in the page.
//
// A problem comes with the statement as a reader sees it, but the page may print it with other quotation marks, dashes
// and spaces, and cut by links and emphasis. So the text of the page is read once in a plain form, with the place of
// every character kept, and the words are looked for in that.

const SILENT = "script, style, template, noscript, title";
const BLOCKS = new Set(
  ("address article aside blockquote body br button caption dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section select summary table tbody td tfoot " +
    "th thead tr ul").split(" "),
);

const PLAIN = new Map([
  ...[..."\u2018\u2019\u201a\u201b\u2032"].map((mark) => [mark, "'"]),
  ...[..."\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"].map((mark) => [mark, '"']),
  ...[..."\u2010\u2011\u2012\u2013\u2014\u2015\u2212"].map((mark) => [mark, "-"]),
  ["\u2026", "..."],
  ["\u00ad", ""],
  ["\u200b", ""],
  ["\ufeff", ""],
]);

// The text of a page in its plain form: `text`, and for each of its characters the node and the offset it came from.
class PageText {
  constructor(root) {
    this.text = "";
    this.places = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(SILENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (BLOCKS.has(node.localName)) {
          this.#gap();
        }
        continue;
      }
      const around = nearestBlock(node);
      if (around !== block) {
        this.#gap();
        block = around;
      }
      this.#add(node);
    }
  }

  #gap() {
    if (this.text && !this.text.endsWith(" ")) {
      this.text += " ";
      this.places.push(null);
    }
  }

  #add(node) {
    [...node.data].reduce((offset, letter) => {
      for (const mark of plain(letter)) {
        if (mark !== " " || !this.text.endsWith(" ")) {
          this.text += mark;
          this.places.push([node, offset, letter.length]);
        }
      }
      return offset + letter.length;
    }, 0);
  }

  // The range of the characters from `start` up to `end`, without spaces at its ends.
  range(start, end) {
    const places = this.places.slice(start, end).filter(Boolean);
    if (!places.length) {
      return null;
    }
    const range = document.createRange();
    const [first, last] = [places[0], places.at(-1)];
    range.setStart(first[0], first[1]);
    range.setEnd(last[0], last[1] + last[2]);
    return range;
  }

  // Every place where the words stand, whole words only.
  *all(words) {
    for (let at = this.text.indexOf(words); words && at >= 0; at = this.text.indexOf(words, at + 1)) {
      if (!isLetter(this.text[at - 1], words[0]) && !isLetter(this.text[at + words.length], words.at(-1))) {
        yield at;
      }
    }
  }
}

const isLetter = (one, other) => /[\p{L}\p{N}]{2}/u.test(`${one ?? " "}${other}`);

function nearestBlock(node) {
  let element = node.parentElement;
  while (element && !BLOCKS.has(element.localName)) {
    element = element.parentElement;
  }
  return element;
}

function plain(letter) {
  return PLAIN.get(letter) ?? (/\s/.test(letter) ? " " : letter);
}

function plainly(text) {
  return [...text].map(plain).join("").replace(/-{2,}/g, "-").replace(/ +/g, " ");
}

// For each problem the range or the element it is about; nothing where the page does not show it.
export function find(problems, root = document.body) {
  const page = new PageText(root);
  const taken = new Set();
  return problems.map((problem) => {
    const place = statement(page, problem, taken) ?? picture(root, problem) ?? address(root, problem) ?? null;
    return { problem, place };
  });
}

// The marked words within their statement; the same statement twice in a page is two places.
function statement(page, { statement, written }, taken) {
  const [before, words, after] = (statement ?? ["", written.replace(/^["']|["']$/g, ""), ""]).map(plainly);
  const whole = before + words + after;
  const tries = [
    [whole.trim(), before.length - (whole.length - whole.trimStart().length), words.length],
    [words.trim(), 0, words.trim().length],
  ];
  for (const [wanted, start, length] of tries) {
    const shortest = statement ? 1 : 8;
    const found = wanted.length < shortest ? [] : [...page.all(wanted)].map((at) => at + start);
    const free = found.filter((at) => !taken.has(`${at} ${length}`));
    const best = free.find((at) => page.places[at]?.[0].parentElement.closest("main")) ?? free[0] ?? found[0];
    if (best !== undefined) {
      taken.add(`${best} ${length}`);
      return page.range(best, best + length);
    }
  }
  return null;
}

// Words that stand for a picture.
function picture(root, { statement }) {
  const words = plainly(statement?.join("") ?? "").trim();
  const pictures = words ? [...root.querySelectorAll("img[alt]")] : [];
  return pictures.find((image) => plainly(image.alt).includes(words));
}

// A link or a picture by the address that was written.
function address(root, { written }) {
  const bare = written.replace(/^["'<(]+|[>"')]+$/g, "");
  const all = bare ? [...root.querySelectorAll("a[href], img[src]")] : [];
  return all.find((element) => {
    const to = element.getAttribute("href") ?? element.getAttribute("src");
    return to === bare || decoded(to) === bare;
  });
}

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
