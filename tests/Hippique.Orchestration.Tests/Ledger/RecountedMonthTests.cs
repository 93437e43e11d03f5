using System.Globalization;
using System.Text.Json;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Ledger;

/// <summary>
/// May 2026 as recorded, replayed with an analysis that bets on every fourth race, and a player who follows a script: the balance has to be the one to which a small program in another language
/// comes from the files of the days alone.
/// </summary>
public sealed class RecountedMonthTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-recount-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Month_with_a_scripted_player_comes_to_what_a_recount_comes_to()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        await new ReplayRunner(
            new AlwaysBetting(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value)),
            PhaseBench.Settings,
            NullLoggerFactory.Instance
        ).RunAllAsync(RealData.Path("races/2026-05.jsonl.gz"), _folder, null, Cancel);
        using var store = new DiskArtifactStore(_folder, durable: false);
        var bench = new LedgerBench(store);
        await new LedgerFill(store, bench.Plans, bench.Books).RunAsync(Cancel);
        var script = await PlayAsync(bench);

        var check = await bench.CheckAsync();
        check.Problems.ShouldBeEmpty();
        check.Paper.Tickets.ShouldBeGreaterThan(300);
        check.Played.Tickets.ShouldBeGreaterThan(150);
        var recounted = await RecountAsync(script);
        await AgreeAsync(bench, recounted);
    }

    /// <summary>Of six tickets one is skipped, one played as proposed, one at another stake, one never spoken of, one played and taken back, and one played after all, when it was settled.</summary>
    private static async Task<List<string>> PlayAsync(LedgerBench bench)
    {
        var script = new List<string>();
        var tickets = LedgerBook.Of(await bench.Ledger.ReadAllAsync(Cancel)).Tickets;
        for (var i = 0; i < tickets.Count; i++)
        {
            var ticket = tickets[i];
            switch (i % 6)
            {
                case 0:
                    await SayAsync(ticket, played: false);
                    break;
                case 1:
                    await SayAsync(ticket, played: true);
                    break;
                case 2:
                    await SayAsync(ticket, played: true, 0.37m + i % 7);
                    break;
                case 4:
                    await SayAsync(ticket, played: true, 2);
                    await SayAsync(ticket, played: false);
                    break;
                case 5:
                    await SayAsync(ticket, played: false);
                    await SayAsync(ticket, played: true, 1.5m);
                    break;
            }
        }
        return script;

        async Task SayAsync(LedgerTicket ticket, bool played, decimal? stake = null)
        {
            LegAmount[] stakes = stake is { } euros
                ? [.. ticket.Proposed.Legs.Select((leg, i) => new LegAmount(leg.Numbers, euros + i))]
                : [];
            await bench.Recorder.RecordAsync(
                new BetOrder
                {
                    Race = ticket.Race,
                    Ticket = ticket.Id,
                    Played = played,
                    Stakes = stakes,
                    By = "script",
                    Way = SayingWay.Api,
                },
                Cancel
            );
            script.Add(
                JsonSerializer.Serialize(
                    new
                    {
                        date = ticket.Race.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        ticket = ticket.Id,
                        played,
                        legs = stakes.Length == 0 ? null : stakes.Select(leg => new { numbers = leg.Numbers, stake = leg.Amount }),
                    }
                )
            );
        }
    }

    private async Task<JsonElement> RecountAsync(List<string> script)
    {
        Assert.SkipWhen(Tool.Find("node") is null, "node is absent: nothing counts again");
        var player = Path.Combine(_folder, "player.jsonl");
        await File.WriteAllLinesAsync(player, script, Cancel);
        var run = await Tool.RunAsync(
            "node",
            [Path.Combine(Checkout.Folder!, "tests", "recount", "recount.mjs"), _folder, player],
            _folder,
            Cancel
        );
        run.ExitCode.ShouldBe(0, run.Error);
        return JsonElement.Parse(run.Output);
    }

    private static async Task AgreeAsync(LedgerBench bench, JsonElement recounted)
    {
        var tickets = LedgerBook.Of(await bench.Ledger.ReadAllAsync(Cancel)).Tickets;
        foreach (var book in new[] { LedgerBookKind.Paper, LedgerBookKind.Played })
        {
            var counted = recounted.GetProperty(book == LedgerBookKind.Paper ? "paper" : "played");
            var sums = tickets
                .SelectMany(ticket => Keys(ticket).Select(key => (Key: key, Totals: LedgerTotals.Of(ticket, book))))
                .Where(one => one.Totals.Tickets > 0)
                .GroupBy(one => one.Key)
                .ToDictionary(group => group.Key, group => group.Aggregate(LedgerTotals.None, (sum, one) => sum + one.Totals));
            sums.Keys.ShouldBe(counted.EnumerateObject().Select(sum => sum.Name), ignoreOrder: true);
            foreach (var (key, sum) in sums)
            {
                var other = counted.GetProperty(key);
                (sum.Tickets, Cents(sum.Staked), Cents(sum.Open), Cents(sum.Returned)).ShouldBe(
                    (Of("tickets"), Of("staked"), Of("open"), Of("returned")),
                    $"{book} {key}"
                );
                int Of(string name) => other.GetProperty(name).GetInt32();
            }
        }
        // And what is shown is what was counted.
        var balance = await new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).ReadAsync(null, null, Cancel);
        Cents(balance.Played.Totals.Returned)
            .ShouldBe(recounted.GetProperty("played").GetProperty("all").GetProperty("returned").GetInt32());
        Cents(balance.Paper.Totals.Returned).ShouldBe(recounted.GetProperty("paper").GetProperty("all").GetProperty("returned").GetInt32());
    }

    private static IEnumerable<string> Keys(LedgerTicket ticket)
    {
        var date = ticket.Race.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return
        [
            "all",
            date,
            date[..7],
            JsonNamingPolicy.SnakeCaseLower.ConvertName(ticket.Proposed.Bet.ToString()),
            ticket.Proposed.Pool.Code(),
        ];
    }

    private static int Cents(Euro euros) => (int)(euros.Amount * 100);

    /// <summary>Bets on every fourth race that has prices: the two shortest to win, or at every third meeting the favourite's place.</summary>
    private sealed class AlwaysBetting(IRaceAnalyser inner) : IRaceAnalyser
    {
        public RaceAnalysis Refuse(UnseenRace race) => inner.Refuse(race);

        public RaceAnalysis Analyse(AnalysisInput input)
        {
            var analysis = inner.Analyse(input);
            var card = input.H5.Card;
            if (card.Id.Code.Race % 4 != 1 || input.H5.Pools.FirstOrDefault(pool => pool.Win.Count > 1) is not { } pool)
                return analysis;
            List<WinPrice> shortest = [.. pool.Win.OrderBy(price => price.Odds.Value).ThenBy(price => price.Number).Take(2)];
            var place = card.Id.Code.Meeting % 3 == 0;
            IReadOnlyList<TicketLeg> legs = [.. shortest.Take(place ? 1 : 2).Select((price, i) => Leg(card, price, 1 + i))];
            var ticket = new Ticket
            {
                Id = $"{card.Id.Code}-1",
                Race = card.Id,
                Pool = pool.Pool,
                Bet = place ? BetType.SimplePlace : BetType.SimpleGagnant,
                Legs = legs,
                Stake = new Euro(legs.Sum(leg => leg.Stake.Amount)),
                ExpectedReturn = new Euro(legs.Sum(leg => leg.Stake.Amount)),
                ExpectedRoi = 0,
                ExpiresAt = card.Off.AddMinutes(-1),
            };
            return analysis with { Outcome = Outcome.Play, Reason = null, Tickets = [ticket], Totals = new TicketTotals(0, 1) };
        }

        private static TicketLeg Leg(RaceCard card, WinPrice price, decimal euros) =>
            new()
            {
                Numbers = [price.Number],
                Horses = [card.Runners.First(runner => runner.Number == price.Number).Horse],
                Stake = new Euro(euros),
                Odds = price.Odds.Value,
                MinimumOdds = price.Odds.Value,
                Probability = .8 / price.Odds.Value,
                ExpectedDividend = price.Odds.Value,
                DividendLow = price.Odds.Value,
                DividendHigh = price.Odds.Value,
            };
    }
}
