using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Racing;
using static Hippique.Orchestration.Tests.Results.InventedResults;

namespace Hippique.Orchestration.Tests.Results;

public sealed class ResultFilesTests
{
    private readonly MemoryArtifactStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_race_without_a_result_has_none() => (await CurrentAsync()).ShouldBeNull();

    [Fact]
    public async Task Further_results_stand_beside_the_first_and_the_last_counts()
    {
        (await AddAsync(Arrival("1"))).ShouldBe("result.json 1");
        (await AddAsync(Arrival("2"))).ShouldBe("result_2.json 2");
        (await AddAsync(Arrival("3"))).ShouldBe("result_3.json 3");

        (await CurrentAsync()).ShouldBe("result_3.json 3");
        (await _store.ListAsync("2025-11-22/R1C3/", Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_result_is_kept_once()
    {
        await AddAsync(Arrival("1"));
        (await AddAsync(Arrival("1"))).ShouldBe("result.json 1");
        (await _store.ListAsync("", Cancel)).ShouldHaveSingleItem();
    }

    /// <summary>Corrected and corrected back: three facts, and the last one counts.</summary>
    [Fact]
    public async Task A_result_that_comes_back_is_a_new_fact()
    {
        await AddAsync(Arrival("1"));
        await AddAsync(Arrival("2"));
        (await AddAsync(Arrival("1"))).ShouldBe("result_3.json 1");
        (await CurrentAsync()).ShouldBe("result_3.json 1");
    }

    [Fact]
    public async Task Notes_and_times_alone_are_no_news()
    {
        await AddAsync(Arrival("1"));
        var noted = Arrival("1") with
        {
            Notes = ["a row did not read"],
            Times = new Dictionary<int, double> { [1] = 73.4 },
        };
        (await AddAsync(noted)).ShouldBe("result.json 1");
        (await _store.ListAsync("", Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_state_is_kept_and_an_official_arrival_counts()
    {
        (await AddAsync(Arrival("1") with { State = ResultState.Provisional })).ShouldBe("result.json 1");
        (await AddAsync(Ended(ResultState.CalledOff))).ShouldBe("result_2.json CalledOff");
        (await AddAsync(Arrival("2"))).ShouldBe("result_3.json 2");
        // What is said against the arrival later is kept too, once, and does not count.
        (await AddAsync(Ended(ResultState.CalledOff))).ShouldBe("result_3.json 2");
        (await AddAsync(Ended(ResultState.CalledOff))).ShouldBe("result_3.json 2");
        (await AddAsync(Arrival("1") with { State = ResultState.Provisional })).ShouldBe("result_3.json 2");
        (await _store.ListAsync("", Cancel)).Count.ShouldBe(5);
        (await CurrentAsync()).ShouldBe("result_3.json 2");
    }

    [Theory]
    [InlineData(ResultState.CalledOff)]
    [InlineData(ResultState.NobodyClassified)]
    public async Task An_end_without_an_arrival_counts_before_a_provisional_one(ResultState end)
    {
        await AddAsync(Ended(end));
        (await AddAsync(Arrival("1") with { State = ResultState.Provisional })).ShouldBe($"result.json {end}");
        (await AddAsync(Ended(end == ResultState.CalledOff ? ResultState.NobodyClassified : ResultState.CalledOff))).ShouldStartWith(
            "result_3.json"
        );
    }

    [Fact]
    public async Task A_later_result_keeps_what_it_no_longer_says()
    {
        await AddAsync(Arrival("1 2", Win(1, 3m)) with { Close = Close((1, 2.9)) });
        // The prices vanished, and PMU has published too.
        await AddAsync(Arrival("1 2") with { Others = [new PoolResult(Pool.PmuInternet, [Win(1, 2.8m)], [])] });

        var current = await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel);

        current!.File.ShouldBe("result_2.json");
        current.Result.Close.ShouldHaveSingleItem().Odds.Value.ShouldBe(2.9);
        current.Result.Dividends.ShouldHaveSingleItem().PerEuro.ShouldBe(3m);
        current.Result.Others.ShouldHaveSingleItem().Dividends.ShouldHaveSingleItem().PerEuro.ShouldBe(2.8m);
    }

    [Fact]
    public async Task An_empty_answer_after_a_full_one_is_no_news()
    {
        await AddAsync(Arrival("1 2", Win(1, 3m)) with { Close = Close((1, 2.9)) });
        (await AddAsync(Arrival("1 2"))).ShouldBe("result.json 1");
    }

    /// <summary>Seen five minutes after the off and kept as close.json, gone when the result is asked for.</summary>
    [Fact]
    public async Task Prices_that_were_seen_at_the_close_stand_in_for_those_that_the_result_lacks()
    {
        await CloseAsync(
            (Pool.PmuNational, InventedRaces.Off.AddMinutes(2)),
            (Pool.ZEturf, InventedRaces.Off),
            (Pool.PmuInternet, InventedRaces.Off.AddSeconds(-1))
        );
        await AddAsync(Arrival("1 2", Win(1, 3m)));

        var result = (await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel))!.Result;

        (result.Pool, result.State).ShouldBe((Pool.ZEturf, ResultState.Official));
        result.Arrival.Count.ShouldBe(2);
        result.Close.Count.ShouldBe(InventedRaces.Runners);
        result.Dividends.ShouldHaveSingleItem();
        // Stamped before the off, it is no close.
        result.Others.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuNational);
        result.Others[0].Close.Count.ShouldBe(InventedRaces.Runners);
        (await AddAsync(Arrival("1 2", Win(1, 3m)))).ShouldBe("result.json 1");
    }

    /// <summary>PMU names them in another answer than the arrival, which can fail alone.</summary>
    [Fact]
    public async Task Horses_that_were_gone_at_the_close_are_non_runners_that_the_result_does_not_name_unless_they_came_in()
    {
        await CloseAsync([2, 5, 7]);
        await AddAsync(Arrival("1 2", Win(1, 3m)) with { NonRunners = [6] });
        var result = (await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel))!.Result;
        result.NonRunners.ShouldBe([5, 6, 7]);
        result.Close.ShouldBeEmpty();
        (await AddAsync(Arrival("1 2", Win(1, 3m)))).ShouldBe("result.json 1");
    }

    [Fact]
    public async Task Prices_of_the_result_count_before_those_that_were_seen_at_the_close()
    {
        await CloseAsync((Pool.ZEturf, InventedRaces.Off.AddMinutes(2)));
        await AddAsync(Arrival("1") with { Close = Close((1, 9.9)) });
        (await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel))!.Result.Close[0].Odds.Value.ShouldBe(9.9);
    }

    [Fact]
    public async Task A_close_without_a_price_after_the_off_changes_nothing()
    {
        await CloseAsync((Pool.PmuNational, InventedRaces.Off.AddSeconds(-1)));
        await AddAsync(Arrival("1"));
        (await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel))!.Result.Others.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_of_another_race_is_passed_over()
    {
        await AddAsync(Arrival("17"));
        (await Files().CurrentAsync(InventedRaces.Id, IsOf, Cancel)).ShouldBeNull();
        var added = await Files().AddAsync(Arrival("1"), IsOf, Cancel);
        (added.File, added.Result.Arrival[0][0]).ShouldBe(("result_2.json", 1));
        // Nothing of the other race is in it.
        (await Files().CurrentAsync(InventedRaces.Id, IsOf, Cancel))!.File.ShouldBe("result_2.json");

        static bool IsOf(RaceResult result) => result.Arrival[0][0] != 17;
    }

    [Fact]
    public async Task Two_that_add_the_same_at_once_make_one_file()
    {
        var racing = new RacingStore(_store, async () => await AddAsync(Arrival("1", Win(1, 3m))));
        var added = await new ResultFiles(racing).AddAsync(Arrival("1", Win(1, 3m)), static _ => true, Cancel);
        added.File.ShouldBe("result.json");
        (await _store.ListAsync("", Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_that_add_different_results_at_once_lose_neither()
    {
        var racing = new RacingStore(_store, async () => await AddAsync(Arrival("1", Place(1, 1.5m))));
        var added = await new ResultFiles(racing).AddAsync(Arrival("1", Win(1, 3m)), static _ => true, Cancel);
        added.File.ShouldBe("result_2.json");
        added.Result.Dividends.Select(line => line.Bet).ShouldBe([BetType.SimpleGagnant, BetType.SimplePlace]);
    }

    [Theory]
    [InlineData("true", "[[1],[2]]", ResultState.Official)]
    [InlineData("false", "[[1],[2]]", ResultState.Provisional)]
    [InlineData("true", "[]", ResultState.NobodyClassified)]
    [InlineData("\"x\"", "[]", ResultState.Provisional)]
    public async Task A_file_of_an_earlier_version_reads(string official, string arrival, ResultState state)
    {
        var old =
            $$"""{"id":"2025-11-22/R1C3","pool":"zeturf","official":{{official}},"arrival":{{arrival}},"non_runners":[],"dividends":[]}""";
        await _store.PutIfAbsentAsync("2025-11-22/R1C3/result.json", Encoding.UTF8.GetBytes(old), Cancel);
        (await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel))!.Result.State.ShouldBe(state);
    }

    [Theory]
    [InlineData("{\"official\":")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"2025-11-22/R1C3\"}")]
    [InlineData("{\"state\":\"official\",\"official\":false}")]
    public async Task A_file_that_is_no_result_is_named(string content)
    {
        await _store.PutIfAbsentAsync("2025-11-22/R1C3/result.json", Encoding.UTF8.GetBytes(content), Cancel);
        var error = await Should.ThrowAsync<ArtifactException>(CurrentAsync);
        error.Message.ShouldContain("2025-11-22/R1C3/result.json");
        error.IsUnreadable.ShouldBeTrue();
    }

    [Fact]
    public async Task The_state_that_is_named_counts_before_the_old_flag()
    {
        var both =
            """{"id":"2025-11-22/R1C3","pool":"zeturf","state":"called_off","official":true,"arrival":[],"non_runners":[],"dividends":[]}""";
        await _store.PutIfAbsentAsync("2025-11-22/R1C3/result.json", Encoding.UTF8.GetBytes(both), Cancel);
        (await CurrentAsync()).ShouldBe("result.json CalledOff");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_what_was_there()
    {
        await AddAsync(Arrival("1"));
        var broken = new ResultFiles(new BreakingStore(_store, failAt: 1));
        var error = await Should.ThrowAsync<ArtifactException>(() => broken.AddAsync(Arrival("2"), static _ => true, Cancel));
        error.IsUnreadable.ShouldBeFalse();
        (await CurrentAsync()).ShouldBe("result.json 1");
    }

    private ResultFiles Files() => new(_store);

    private async Task<string> AddAsync(RaceResult result) => Text(await Files().AddAsync(result, static _ => true, Cancel))!;

    private async Task<string?> CurrentAsync() => Text(await Files().CurrentAsync(InventedRaces.Id, static _ => true, Cancel));

    private static string? Text(KeptResult? kept) =>
        kept is null ? null : $"{kept.File} {(kept.Result.Arrival is [[var first, ..], ..] ? first : kept.Result.State)}";

    private Task CloseAsync(params (Pool Pool, DateTimeOffset At)[] pools) => CloseAsync([], pools);

    private async Task CloseAsync(int[] gone, params (Pool Pool, DateTimeOffset At)[] pools)
    {
        var close = new ClosingPrices
        {
            Race = InventedRaces.Id,
            Off = InventedRaces.Off,
            PlannedAt = InventedRaces.Off.AddMinutes(5),
            Source = "pmu",
            Pools =
            [
                .. pools.Select(pool => InventedRaces.Win(pool.Pool, pool.At)),
                InventedRaces.Win(Pool.Genybet, InventedRaces.Off) with
                {
                    Win = [],
                },
            ],
            NonRunners = gone,
            Notes = [],
        };
        await _store.PutIfAbsentAsync(ArtifactPaths.Close(InventedRaces.Id), ArtifactJson.Write(close), Cancel);
    }
}
