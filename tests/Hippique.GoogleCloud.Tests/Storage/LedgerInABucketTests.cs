using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>The ledger in Cloud Storage: what several instances enter is there once, and the chain holds.</summary>
public sealed class LedgerInABucketTests
{
    private static readonly DateOnly Day = new(2031, 3, 14);
    private static readonly DateTimeOffset Off = ParisTime.At(Day, new TimeOnly(14, 0));
    private static readonly RaceId[] Races = [.. Enumerable.Range(1, 4).Select(race => new RaceId(Day, new RaceCode(1, race)))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_that_enter_at_once_lose_and_double_nothing()
    {
        await using var bench = await BucketBench.StartAsync();
        await WriteAsync(bench.Open());

        await Task.WhenAll(Races.Concat(Races).Select(race => PlayedAsync(bench.Open(), race)));

        var store = bench.Open();
        var file = await new StoredLedger(store).ReadAsync(Day, Token);
        file.Faults.ShouldBeEmpty();
        file.Book.Tickets.Count.ShouldBe(Races.Length);
        file.Book.Tickets.ShouldAllBe(ticket => ticket.Said!.Number == 1);
        var check = await new LedgerCheck(store, new PlanStore(store), new StoredLedger(store)).RunAsync(Token);
        check.Problems.ShouldBeEmpty();
        (check.Played.Staked, check.NotEntered).ShouldBe((new Euro(8), 0));
        bench.Text("ledger/2031-03.jsonl").ShouldNotBeNull().ShouldContain("\"seal\":8");
    }

    private static Task<BetResult> PlayedAsync(GcsArtifactStore store, RaceId race)
    {
        var (plans, ledger) = (new PlanStore(store), new StoredLedger(store));
        var books = new RaceBooks(store, plans, ledger, NullLogger<RaceBooks>.Instance);
        return new BetRecorder(
            books,
            ledger,
            plans,
            new EventBus([], TimeProvider.System, NullLogger<EventBus>.Instance),
            TimeProvider.System
        ).RecordAsync(
            new BetOrder
            {
                Race = race,
                Played = true,
                By = "marie",
                Way = SayingWay.Api,
            },
            Token
        );
    }

    private static async Task WriteAsync(GcsArtifactStore store)
    {
        var plan = new DayPlan
        {
            Date = Day,
            Refused = [],
            Notes = [],
            Races =
            [
                .. Races.Select(race => new PlannedRace
                {
                    Id = race,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "Prix des Tilleuls",
                    Off = Off,
                    Links = [new RaceLink("zeturf", Day, race.Code, "https://zeturf.example/1")],
                    OffClaims = [],
                }),
            ],
        };
        await store.PutIfAbsentAsync(ArtifactPaths.Plan(Day), ArtifactJson.Write(plan), Token);
        foreach (var race in Races)
            await store.PutIfAbsentAsync(
                ArtifactPaths.Tickets(race),
                ArtifactJson.Write(InventedTickets.Sheet(InventedTickets.Win(race, Off))),
                Token
            );
    }
}
