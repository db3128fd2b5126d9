/* What is on the board. FTE and shares are whole numbers of 1/10,000; their product, the volume, is exact.
   A pair is { key, team, activity, tower, region, fte, shares: Map(code -> share), text }; a card is all pairs of one
   column that are rolled up under one name: { id, code, pairs, title, detail, volume }. */
export const HOME = 0;
export const WHOLE = 10_000;
export const CODES = [HOME, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const NO_PLACE = { tower: "no tower", region: "no region", capability: "no capability" };

/* Rounds half up, as the server does. */
export const fteText = (volume) => (Math.round(volume / 1e7) / 10).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

function sharesOf(flat) {
  const shares = new Map();
  for (let at = 0; at < flat.length; at += 2) shares.set(flat[at], flat[at + 1]);
  return shares;
}

export class Store {
  constructor() {
    this.pairs = new Map();
    this.filter = { words: "", tower: "", region: "", roll: "", talk: "" };
    this.chosen = new Set();
  }

  /* The whole board; what was chosen stays chosen where it still is. */
  take(board) {
    Object.assign(this, { towers: board.towers, regions: board.regions, activities: board.activities, reaches: board.reaches });
    this.isEditable = board.isEditable;
    this.pairs.clear();
    for (const [teamAt, activityAt, fte, ...flat] of board.cards) this.add(board, board.teams[teamAt], board.activities[activityAt], fte, flat);
    this.takeState(board);
  }

  add(board, [teamUid, team, towerAt, regionAt, capabilityAt], [activityUid, activity], fte, flat) {
    const key = `${teamUid} ${activityUid}`;
    const [tower, region] = [board.towers[towerAt], board.regions[regionAt]];
    const pair = { key, team, activity, teamUid, activityUid, fte, shares: sharesOf(flat), text: `${team} ${activity}`.toLowerCase() };
    pair.towerUid = tower?.[0] ?? "";
    pair.regionUid = region?.[0] ?? "";
    pair.tower = tower?.[1] ?? NO_PLACE.tower;
    pair.region = region?.[1] ?? NO_PLACE.region;
    pair.capability = board.capabilities[capabilityAt]?.[1] ?? NO_PLACE.capability;
    this.pairs.set(key, pair);
  }

  takeState({ version, heading, totals, volumes, undo, redo, doubts, disputes }) {
    Object.assign(this, { version, heading, totals, volumes, undo, redo });
    const pairs = [...this.pairs.values()];
    this.disputes = new Map(disputes);
    this.doubts = new Map(doubts.map(([at, percent]) => [pairs[at]?.key, percent]));
  }

  /* How many pairs a workshop should talk about, and why. */
  talks() {
    const pairs = [...this.pairs.values()];
    return { doubt: this.doubts.size, dispute: pairs.filter((pair) => this.disputes.has(pair.activityUid)).length };
  }

  isTalkedAbout(pair, talk) {
    if (talk === "doubt") return this.doubts.has(pair.key);
    return talk !== "dispute" || this.disputes.has(pair.activityUid);
  }

  /* What stands on a card beside its name: how sure its activity is, and that towers place it apart. */
  marks(card) {
    const unsure = card.pairs.filter((pair) => this.doubts.has(pair.key));
    const percents = unsure.map((pair) => this.doubts.get(pair.key));
    const disputed = card.pairs.find((pair) => this.disputes.has(pair.activityUid));
    const marks = [];
    if (unsure.length && card.pairs.length === 1) marks.push([`${percents[0]}% sure`, "What this effort is was guessed from its words. Confirm the card or move it."]);
    else if (unsure.length) marks.push([`${unsure.length} doubtful`, `The least sure is ${Math.min(...percents)}% sure.`]);
    if (disputed) marks.push(["towers differ", this.disputes.get(disputed.activityUid)]);
    return marks;
  }

  /* After a step; false where the sums differ from the server's, so that everything has to be fetched again. */
  takeChange(answer) {
    this.takeState(answer);
    for (const [team, activity, ...flat] of answer.cards) {
      const pair = this.pairs.get(`${team} ${activity}`);
      if (!pair) return false;
      pair.shares = sharesOf(flat);
    }
    const own = this.sums();
    return this.volumes.every((volume, code) => volume === own[code]);
  }

  sums() {
    const sums = CODES.map(() => 0);
    for (const pair of this.pairs.values()) for (const [code, share] of pair.shares) sums[code] += pair.fte * share;
    return sums;
  }

  fits(pair) {
    const { words, tower, region, talk } = this.filter;
    if (!this.isTalkedAbout(pair, talk)) return false;
    return (!words || pair.text.includes(words)) && (!tower || pair.towerUid === tower) && (!region || pair.regionUid === region);
  }

  /* The cards of every column, largest first. */
  columns() {
    const columns = CODES.map(() => new Map());
    for (const pair of this.pairs.values()) if (this.fits(pair)) for (const [code, share] of pair.shares) this.lay(columns[code], code, pair, share);
    return columns.map((cards) => [...cards.values()].sort((a, b) => b.volume - a.volume || a.title.localeCompare(b.title)));
  }

  lay(cards, code, pair, share) {
    const { roll } = this.filter;
    const name = roll ? pair[roll] : pair.key;
    let card = cards.get(name);
    if (!card) cards.set(name, (card = { id: `${code} ${name}`, code, pairs: [], title: roll ? name : pair.team, detail: "", volume: 0 }));
    card.pairs.push(pair);
    card.volume += pair.fte * share;
    if (roll) card.detail = plural(card.pairs.length, "card");
    else card.detail = share < WHOLE ? `${pair.activity}, ${share / 100}% of it` : pair.activity;
  }

  /* Shares after the cards went to `target` by `share` of each; `rest` is a code, or null to stay. */
  moves(cards, target, share = WHOLE, rest = null) {
    const after = new Map();
    for (const card of cards) {
      for (const pair of card.pairs) {
        const shares = after.get(pair.key) ?? new Map(pair.shares);
        after.set(pair.key, divided(shares, pair.shares.get(card.code), card.code, target, share, rest));
      }
    }
    return [...after].filter(([key, shares]) => isOther(shares, this.pairs.get(key).shares)).map(([key, shares]) => [...key.split(" "), Object.fromEntries(shares)]);
  }

  /* The shares of the cards' pairs as they are: sent to say that they are right. */
  asTheyAre(cards) {
    const pairs = new Map(cards.flatMap((card) => card.pairs).map((pair) => [pair.key, pair]));
    return [...pairs].map(([key, pair]) => [...key.split(" "), Object.fromEntries(pair.shares)]);
  }
}

function divided(shares, whole, source, target, share, rest) {
  const moving = Math.round((whole * share) / WHOLE);
  const put = (code, part) => {
    const now = (shares.get(code) ?? 0) + part;
    if (now) shares.set(code, now);
    else shares.delete(code);
  };
  put(source, -whole);
  put(target, moving);
  put(rest ?? source, whole - moving);
  return shares;
}

const isOther = (shares, before) => shares.size !== before.size || [...shares].some(([code, share]) => before.get(code) !== share);
