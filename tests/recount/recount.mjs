// Counts a folder of days again, without the ledger and without any of the program's code: what the tickets returned on paper, and what a player who is described in a file made.
// Win and place bets only. Usage: node recount.mjs FOLDER PLAYER.jsonl
// A line of PLAYER.jsonl is what was said, in the order in which it was:
//   {"date":"2026-05-03","ticket":"R4C1-1","played":true,"legs":[{"numbers":[1],"stake":1.5}]}   (without legs: as proposed)
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const [folder, playerFile] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const cents = (euros) => Math.round(euros * 100);
const same = (one, other) => one.length === other.length && one.every((number) => other.includes(number));

const said = new Map();
for (const line of readFileSync(playerFile, "utf8").split("\n").filter(Boolean)) {
  const one = JSON.parse(line);
  said.set(`${one.date}/${one.ticket}`, one);
}

// In hundredths of the stake: 240 is 2.40 for 1 €. Null: it cannot be said.
function paid(bet, horse, pool, result, places) {
  const own = result.pool === pool ? result : result.others?.find((other) => other.pool === pool);
  const ran = result.arrival.flat().includes(horse);
  if (result.non_runners.includes(horse) && !ran) return 100;
  const lines = (own?.dividends ?? []).filter((line) => line.bet === bet && line.label === "");
  const line = lines.find((one) => same(one.combination, [horse]));
  if (line) return cents(line.per_euro);
  const first = result.arrival[0];
  if (bet === "simple_gagnant") {
    if (lines.length > 0) return first.every((winner) => lines.some((one) => same(one.combination, [winner]))) ? 0 : null;
    if (!own) return null;
    if (!first.includes(horse)) return 0;
    const odds = first.map((winner) => own.close.find((price) => price.number === winner)?.odds);
    if (odds.some((one) => one === undefined)) return null;
    const mine = odds[first.indexOf(horse)];
    const exact = first.length === 1 ? mine : 1 + (mine * (1 - odds.reduce((sum, one) => sum + 1 / one, 0))) / first.length;
    // Rounded down to ten cents, and 1.10 at least.
    return Math.max(110, Math.floor(exact * 10 + 1e-9) * 10);
  }
  if (lines.length === 0) return places === 0 ? 100 : null;
  const placed = [];
  for (const together of result.arrival) if (placed.length < places) placed.push(...together);
  return placed.every((horse) => lines.some((one) => same(one.combination, [horse]))) ? 0 : null;
}

const books = { paper: {}, played: {} };
function add(book, keys, staked, returned) {
  for (const key of keys) {
    const sum = (books[book][key] ??= { tickets: 0, staked: 0, open: 0, returned: 0 });
    sum.tickets += 1;
    sum.staked += staked;
    if (returned === null) sum.open += staked;
    else sum.returned += returned;
  }
}

for (const date of readdirSync(folder).filter((name) => /^\d{4}-\d\d-\d\d$/.test(name)))
  for (const race of readdirSync(join(folder, date))) {
    const path = (name) => join(folder, date, race, name);
    if (!existsSync(path("tickets.json"))) continue;
    const tickets = read(path("tickets.json")).tickets;
    if (tickets.length === 0) continue;
    const result = existsSync(path("result.json")) ? read(path("result.json")) : null;
    // Places are paid by the runners that were declared, of which the card may list fewer.
    const { runners, declared_runners } = read(path("snapshot_h5.json")).card;
    const declared = Math.max(runners.length, declared_runners ?? 0);
    const places = declared < 4 ? 0 : declared < 8 ? 2 : 3;
    for (const ticket of tickets) {
      if (!["simple_gagnant", "simple_place"].includes(ticket.bet)) throw new Error(`${date} ${ticket.id}: ${ticket.bet} is not counted here`);
      const settle = (legs) => {
        if (!result) return null;
        let sum = 0;
        for (const leg of legs) {
          const per = paid(ticket.bet, leg.numbers[0], ticket.pool, result, places);
          if (per === null) return null;
          sum += Math.floor((cents(leg.stake) * per) / 100 + 1e-9);
        }
        return sum;
      };
      const stake = (legs) => legs.reduce((sum, leg) => sum + cents(leg.stake), 0);
      const keys = ["all", date, date.slice(0, 7), ticket.bet, ticket.pool];
      add("paper", keys, stake(ticket.legs), settle(ticket.legs));
      const told = said.get(`${date}/${ticket.id}`);
      if (!told?.played) continue;
      const legs = told.legs ?? ticket.legs;
      add("played", keys, stake(legs), settle(legs));
    }
  }
console.log(JSON.stringify(books));
