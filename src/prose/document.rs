//! A page or a file as statements: sentences with their role, their words and their neighbours.
//!
//! A [`View`] is what a rule reads: the words of one statement, and before them the words that govern it (a lead-in, a
//! header, a term, a heading that runs on), so that "Stop five days before:" and "warfarin" are one sentence to it.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Role;
use super::blocks::Block;
use super::class::{Class, Classes};
use super::grammar;
use super::hash::hash;
use super::marks::Marks;
use super::own::OwnNames;
use super::scan::{Pause, scan};
use super::words::{Word, Words};
use crate::source::{Span, ceil_boundary, floor_boundary};

/// A sentence of more words than anybody reads in one breath is cut, so that judging it stays quick.
const LONGEST: usize = 240;

/// A text cut into statements.
#[derive(Debug, Default)]
pub struct Document {
    blocks: Vec<Block>,
    statements: Vec<Statement>,
    /// The statements of each block.
    of_block: Vec<Range<usize>>,
    words: Words,
}

/// A sentence, question, heading, list item, cell, caption or label, judged as one.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What it is to a reader.
    pub role: Role,
    /// It ends in a question mark.
    pub asks: bool,
    /// It ends in a full stop or the like.
    pub closed: bool,
    /// It ends in a colon or a dash: what follows belongs to it.
    pub leads: bool,
    /// Its place among the sentences of its block.
    pub place: usize,
    block: usize,
    words: Range<usize>,
    text: Range<usize>,
}

impl Document {
    /// Cuts blocks into statements, in which the practice's own names are known.
    pub(super) fn new(blocks: Vec<Block>, own: &OwnNames) -> Self {
        let length = blocks.iter().map(|block| block.text.text().len()).sum();
        let mut document = Self {
            words: Words::with_room(length),
            ..Self::default()
        };
        for (number, block) in blocks.iter().enumerate() {
            let first = document.statements.len();
            document.cut(number, block, own);
            document.of_block.push(first..document.statements.len());
        }
        document.blocks = blocks;
        document
    }

    /// All statements, from the top of the file to its end.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What a reader sees of a statement.
    pub fn text(&self, statement: &Statement) -> &str {
        &self.blocks[statement.block].text.text()[statement.text.clone()]
    }

    /// The bytes of the file that hold a statement.
    pub fn span(&self, statement: &Statement) -> Span {
        self.blocks[statement.block]
            .text
            .span(statement.text.clone())
    }

    /// The words of a statement.
    pub fn words(&self, statement: &Statement) -> &[Word] {
        &self.words.words[statement.words.clone()]
    }

    /// The normalised form of a word.
    pub fn form(&self, word: &Word) -> &str {
        &self.words.forms[word.read.0 as usize..word.read.1 as usize]
    }

    /// What a reader sees of each block.
    pub fn blocks(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|block| block.text.text())
    }

    /// The block a statement stands in, as a number.
    pub fn block(&self, statement: &Statement) -> usize {
        statement.block
    }

    /// The bytes of the file that hold a block.
    pub fn block_span(&self, block: usize) -> Span {
        self.blocks[block].span
    }

    /// The bytes of each paragraph, list, table or the like, with all that is in it, from top to bottom.
    pub fn stretches(&self) -> Vec<Span> {
        let mut groups: FxHashMap<usize, usize> = FxHashMap::default();
        let mut stretches: Vec<Span> = Vec::new();
        for block in &self.blocks {
            let known = block.group.and_then(|group| groups.get(&group).copied());
            match known {
                Some(at) => stretches[at] = stretches[at].to(block.span),
                None => {
                    groups.extend(block.group.map(|group| (group, stretches.len())));
                    stretches.push(block.span);
                }
            }
        }
        stretches.sort();
        stretches
    }

    /// The bytes of the file that hold a range of a statement's text.
    pub fn part_span(&self, statement: &Statement, part: Range<usize>) -> Span {
        let offset = statement.text.start;
        let block = &self.blocks[statement.block];
        block.text.span(part.start + offset..part.end + offset)
    }

    /// A statement with all that governs it.
    pub fn view(&self, number: usize) -> View<'_> {
        let statement = &self.statements[number];
        let mut words = Vec::new();
        let governors = self.governors(number);
        for governor in governors.iter().rev() {
            let its = self.words(&self.statements[*governor]);
            words.extend(&its[its.len().saturating_sub(40)..]);
        }
        let own = words.len();
        words.extend(self.words(statement));
        if own > 0 && own < words.len() {
            let dangles = grammar::dangles(&words[..own]);
            let lead = &self.statements[governors[0]];
            words[own].asked = false;
            words[own].pause = match dangles || runs_on(lead, statement, words[own].capital) {
                true if statement.place == 0 => Pause::None,
                _ => Pause::Stop,
            };
        }
        grammar::mark_orders(&mut words);
        grammar::mark_hanging(&mut words);
        View {
            document: self,
            number,
            statement,
            words,
            own,
            marks: OnceCell::new(),
        }
    }

    /// All that governs a statement, the nearest first.
    fn governors(&self, number: usize) -> Vec<usize> {
        let mut governors = Vec::new();
        let mut at = number;
        while let Some(governor) = self.governor(at).filter(|_| governors.len() < 4) {
            governors.push(governor);
            at = match self.row_header(at) {
                Some(row) => {
                    governors.push(row);
                    row
                }
                None => governor,
            };
        }
        governors
    }

    /// The statement that a statement cannot be understood without.
    pub fn governor(&self, number: usize) -> Option<usize> {
        let statement = &self.statements[number];
        let block = &self.blocks[statement.block];
        if statement.place > 0 {
            let label = self.label(statement).filter(|label| *label + 1 == number);
            return label
                .or_else(|| grammar::leans_back(self.words(statement)).then(|| number - 1));
        }
        let last = |block: usize| self.of_block[block].clone().next_back();
        if let Some(header) = block
            .links
            .headers
            .iter()
            .find(|header| **header != statement.block)
        {
            return last(*header);
        }
        if let Some(lead) = block.links.lead.and_then(last) {
            return self.leads_on(lead).then_some(lead);
        }
        let previous = block.links.previous.and_then(last)?;
        self.runs_into(previous, number).then_some(previous)
    }

    /// The other header of a cell: that of its row.
    pub fn row_header(&self, number: usize) -> Option<usize> {
        let block = &self.blocks[self.statements[number].block];
        let header = block
            .links
            .headers
            .get(1)
            .filter(|header| **header != self.statements[number].block)?;
        self.of_block[*header].clone().next()
    }

    /// The heading above a statement, if it stands in the first blocks below it.
    pub fn heading(&self, number: usize) -> Option<usize> {
        let statement = &self.statements[number];
        if let Some(label) = self.label(statement).filter(|label| *label < number) {
            return Some(label);
        }
        let links = &self.blocks[statement.block].links;
        let heading = links.heading.filter(|_| links.is_near_heading())?;
        self.of_block[heading].clone().next_back()
    }

    /// A statement with all others of its block, as one sequence of words.
    pub fn whole_block(&self, number: usize) -> View<'_> {
        let mut view = self.view(number);
        let block = self.of_block[self.statements[number].block].clone();
        view.words = block
            .flat_map(|at| self.words(&self.statements[at]))
            .copied()
            .collect();
        view.own = 0;
        view.marks.take();
        view
    }

    /// A statement without what governs it.
    pub fn alone(&self, number: usize) -> View<'_> {
        let mut view = self.view(number);
        view.words.drain(..view.own);
        view.own = 0;
        view.marks.take();
        view
    }

    /// The question a statement may answer: the heading above, the sentence or the block before.
    pub fn question(&self, number: usize) -> Option<usize> {
        let before = number.checked_sub(1)?;
        let near = [self.heading(number), self.previous(number), Some(before)];
        let asked = near
            .into_iter()
            .flatten()
            .find(|near| self.statements[*near].asks)?;
        (asked + 1 == number || self.statements[number].block <= self.statements[asked].block + 1)
            .then_some(asked)
    }

    /// The sentence before, in the same block.
    pub fn previous(&self, number: usize) -> Option<usize> {
        (self.statements[number].place > 0).then(|| number - 1)
    }

    /// The sentence after, in the same block.
    pub fn next(&self, number: usize) -> Option<usize> {
        let next = self.statements.get(number + 1)?;
        (next.block == self.statements[number].block).then_some(number + 1)
    }

    /// The bold label that the statement's block begins with, if it is a sentence of its own.
    fn label(&self, statement: &Statement) -> Option<usize> {
        let label = self.blocks[statement.block].label.as_ref()?;
        let first = self
            .of_block
            .get(statement.block)
            .map_or(usize::MAX, |range| range.start);
        let sentence = self.statements.get(first)?;
        (sentence.text.end <= label.end + 1).then_some(first)
    }

    /// Whether a lead-in, term or header waits for what follows.
    fn leads_on(&self, lead: usize) -> bool {
        let statement = &self.statements[lead];
        statement.leads || !statement.closed || statement.asks
    }

    /// Whether a block that was not closed goes on in the next one.
    fn runs_into(&self, previous: usize, number: usize) -> bool {
        let (before, after) = (&self.statements[previous], &self.statements[number]);
        let row = matches!(after.role, Role::Cell | Role::CellHeader);
        let same = before.role == after.role || before.leads || before.role == Role::Heading;
        !before.closed && (same || row) && self.words(before).len() <= 40
    }

    fn cut(&mut self, number: usize, block: &Block, own: &OwnNames) {
        let text = block.text.text();
        let scanned = scan(text);
        let words = self.words.add(&scanned, own);
        let mut first = words.start;
        let mut place = 0;
        for at in words.clone().skip(1).chain([words.end]) {
            let pause = self
                .words
                .words
                .get(at)
                .map_or(Pause::End, |word| word.pause);
            let is_long =
                at - first >= LONGEST || (at - first >= LONGEST / 2 && pause >= Pause::Comma);
            let ends = at == words.end || pause == Pause::End || is_long;
            if !ends || first == at {
                continue;
            }
            let is_last = at == words.end;
            let until = if is_last {
                text.len()
            } else {
                self.words.words[at].start as usize
            };
            let from = self.words.words[first].start as usize;
            let from = if place == 0 { 0 } else { from };
            let read = text[from..until].trim();
            let start = from + (text[from..until].len() - text[from..until].trim_start().len());
            self.statements.push(Statement {
                role: block.role,
                asks: if is_last {
                    scanned.asked
                } else {
                    self.words.words[at].asked
                },
                closed: !is_last || scanned.closed,
                leads: is_last && scanned.leads,
                place,
                block: number,
                words: first..at,
                text: start..start + read.len(),
            });
            place += 1;
            first = at;
        }
    }
}

/// Whether a statement goes on in the words of the next one, rather than beginning a clause of its own.
fn runs_on(lead: &Statement, statement: &Statement, capital: bool) -> bool {
    let cells = lead.role == statement.role && matches!(lead.role, Role::Cell | Role::CellHeader);
    !lead.closed
        && !lead.leads
        && (cells || !capital && !matches!(statement.role, Role::Item | Role::Cell))
}

/// One statement as a rule reads it.
#[derive(Debug)]
pub struct View<'d> {
    /// The document it belongs to.
    pub document: &'d Document,
    /// The number of the statement.
    pub number: usize,
    /// The statement.
    pub statement: &'d Statement,
    /// The words that govern it and its own.
    pub words: Vec<Word>,
    /// Where its own words begin.
    pub own: usize,
    marks: OnceCell<Marks>,
}

impl View<'_> {
    /// All classes of all its words.
    pub fn classes(&self) -> Classes {
        self.marks().classes
    }

    /// The fingerprint of all its words.
    pub(super) fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Marks::of(&self.words))
    }

    /// Leaves out everything from the first of its own words on that `ends` says so of.
    pub fn cut_at(&mut self, ends: impl Fn(&Word) -> bool) {
        if let Some(at) = self.words.iter().skip(self.own + 2).position(ends) {
            self.words.truncate(self.own + 2 + at);
        }
        self.marks.take();
    }

    /// What stands between one of its own words and the word before; nothing for what governs it.
    pub fn gap(&self, at: usize) -> &str {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.own) else {
            return "";
        };
        let text = self.document.blocks[self.statement.block].text.text();
        text.get(self.words[before].end as usize..self.words[at].start as usize)
            .unwrap_or("")
    }

    /// Whether nothing but a space stands between one of its own words and the word before.
    pub fn is_spaced(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.own) else {
            return true;
        };
        let text = self.document.blocks[self.statement.block].text.text();
        let end = self.words[before].end as usize;
        end + 1 == self.words[at].start as usize && text.as_bytes().get(end) == Some(&b' ')
    }

    /// What stands behind its last word.
    pub fn tail(&self) -> &str {
        let text = self.document.blocks[self.statement.block].text.text();
        let end = self
            .words
            .last()
            .map_or(self.statement.text.start, |word| word.end as usize);
        text.get(end..self.statement.text.end).unwrap_or("")
    }

    /// Whether it is a question.
    pub fn asks(&self) -> bool {
        self.statement.asks
    }

    /// How many of its words are said before anything is asked: all of a statement, none of a question, and of one that
    /// first speaks of the reader those up to the comma: "You probably have mumps, have you met anybody who has it?"
    pub fn stated(&self) -> usize {
        if !self.asks() {
            return self.words.len();
        }
        let told = Classes::from(Class::You) | Class::This.into();
        let is_told =
            |first: &Word| first.classes.meets(told) || first.form == const { hash("it") };
        let asks = |word: &Word| word.pause >= Pause::Comma && word.is(Class::Question);
        match &self.words[self.own..] {
            [first, behind @ ..] if is_told(first) => {
                let asked = behind.iter().position(asks);
                asked.map_or(0, |at| self.own + 1 + at)
            }
            _ => 0,
        }
    }

    /// The normalised form of a word.
    pub fn form(&self, at: usize) -> &str {
        self.document.form(&self.words[at])
    }

    /// The bytes of the statement's text that a range of words takes up; what governs it is left out.
    pub fn marked(&self, words: Range<usize>) -> Range<usize> {
        let first = words.start.max(self.own);
        let own = &self.words[first.min(words.end.saturating_sub(1))..words.end];
        let offset = self.statement.text.start;
        let length = self.statement.text.len();
        let start = own.first().map_or(0, |word| word.start as usize);
        let end = own.last().map_or(0, |word| word.end as usize);
        let start = start.saturating_sub(offset).min(length);
        let end = end.saturating_sub(offset).clamp(start, length);
        // A letter that is read as several may end a word in its middle.
        let text = self.document.text(self.statement);
        floor_boundary(text, start)..ceil_boundary(text, end)
    }

    /// The bytes of the file that a range of the statement's text takes up.
    pub fn span(&self, marked: Range<usize>) -> Span {
        self.document.part_span(self.statement, marked)
    }

    /// Whether its first word is no order, though it could be one: it says how things are that do something themselves.
    pub fn only_describes(&self) -> bool {
        grammar::describes(&self.words, self.own)
    }

    /// Whether it breaks off where something must follow, and something does.
    pub fn waits(&self) -> bool {
        self.statement.leads && grammar::dangles(&self.words)
    }

    /// Whether the words in the range reach into the statement itself.
    pub fn reaches(&self, words: &Range<usize>) -> bool {
        words.end > self.own
    }
}
