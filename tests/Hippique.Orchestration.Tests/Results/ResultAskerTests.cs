using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Results;

public sealed class ResultAskerTests
{
    private static readonly RaceCode First = new(1, 3);
    private static readonly RaceCode Second = new(1, 4);
    private readonly FakeSource _zeturf = new("zeturf");
    private readonly FakeSource _pmu = new("pmu");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_official_arrival_is_a_race_that_was_run()
    {
        _zeturf.Results[First] = Result(1, 2);

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.Run>();

        answer.Result.Arrival[0].ShouldBe([1]);
        answer.Published.ShouldBe(answer.Result);
        answer.Refusals.ShouldBeEmpty();
        _pmu.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_source_is_asked_where_the_first_has_none()
    {
        _pmu.Results[First] = Result(4);

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.Run>();

        answer.Result.Arrival[0].ShouldBe([4]);
        answer.Refusals.ShouldHaveSingleItem().Source.ShouldBe("zeturf");
    }

    [Fact]
    public async Task A_provisional_arrival_is_not_yet_a_result_and_is_shown_as_published()
    {
        _zeturf.Results[First] = Result(1) with { State = ResultState.Provisional };

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.NotYet>();

        answer.Published!.Arrival[0].ShouldBe([1]);
        answer
            .Refusals.Select(error => error.ToString())
            .ShouldBe([
                "zeturf: no_result_yet: the arrival is not official (https://zeturf.example.invalid/R1C3)",
                "pmu: no_result_yet: what the test says (https://example.invalid/)",
            ]);
    }

    [Fact]
    public async Task A_provisional_arrival_gives_way_to_an_official_one()
    {
        _zeturf.Results[First] = Result(1) with { State = ResultState.Provisional };
        _pmu.Results[First] = Result(2);

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.Run>();

        answer.Published!.Arrival[0].ShouldBe([2]);
        answer.Refusals.ShouldHaveSingleItem().Missing.ToString().ShouldBe("the arrival is not official");
    }

    [Fact]
    public async Task An_official_result_without_an_arrival_is_nobody_classified()
    {
        _zeturf.Results[First] = Result();

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.NobodyClassified>();

        answer.Result.Arrival.ShouldBeEmpty();
        answer.Published.ShouldBe(answer.Result);
        answer.Refusals[0].Missing.ToString().ShouldBe("the result is official and no horse is classified");
    }

    [Fact]
    public async Task A_first_place_without_a_horse_is_no_arrival()
    {
        _zeturf.Results[First] = Result() with
        {
            Arrival =
            [
                [],
            ],
        };

        (await AskAsync()).ShouldBeOfType<ResultAnswer.NotYet>().Published.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_race_that_the_plan_calls_off_is_called_off_unless_it_was_run(bool wasRun)
    {
        if (wasRun)
            _pmu.Results[First] = Result(4);

        var answer = await AskAsync(cancelled: true);

        if (wasRun)
            answer.ShouldBeOfType<ResultAnswer.Run>();
        else
            answer.ShouldBeOfType<ResultAnswer.CalledOff>().Refusals.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Called_off_counts_before_an_empty_or_provisional_result()
    {
        _zeturf.Results[First] = Result();
        (await AskAsync(cancelled: true)).ShouldBeOfType<ResultAnswer.CalledOff>().Published.ShouldNotBeNull();
        _zeturf.Results[First] = Result(1) with { State = ResultState.Provisional };
        (await AskAsync(cancelled: true)).ShouldBeOfType<ResultAnswer.CalledOff>().Published.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_source_that_calls_the_race_off_is_believed_if_no_other_has_an_arrival()
    {
        _zeturf.Results[First] = Result() with { State = ResultState.CalledOff };

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.CalledOff>();

        answer.Published!.State.ShouldBe(ResultState.CalledOff);
        answer.Refusals[0].Missing.ToString().ShouldBe("the race was called off");
        _pmu.ResultsAsked.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_official_arrival_of_another_source_wins_against_a_race_called_off(bool cancelled)
    {
        _zeturf.Results[First] = Result() with { State = ResultState.CalledOff };
        _pmu.Results[First] = Result(4);

        var answer = (await AskAsync(cancelled)).ShouldBeOfType<ResultAnswer.Run>();

        answer.Result.Arrival[0].ShouldBe([4]);
        answer.Results.Select(result => result.State).ShouldBe([ResultState.CalledOff, ResultState.Official]);
    }

    [Fact]
    public async Task Called_off_by_one_source_counts_before_provisional_or_empty_of_another()
    {
        _zeturf.Results[First] = Result(1) with { State = ResultState.Provisional };
        _pmu.Results[First] = Result() with { State = ResultState.CalledOff };
        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.CalledOff>();
        answer.Published!.State.ShouldBe(ResultState.CalledOff);
        answer.Results.Count.ShouldBe(2);
        _zeturf.Results[First] = Result() with { State = ResultState.NobodyClassified };
        (await AskAsync()).ShouldBeOfType<ResultAnswer.CalledOff>();
    }

    [Fact]
    public async Task A_source_that_states_that_nobody_is_classified_is_believed()
    {
        _pmu.Results[First] = Result() with { State = ResultState.NobodyClassified };

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.NobodyClassified>();

        answer.Result.State.ShouldBe(ResultState.NobodyClassified);
        answer.Results.ShouldHaveSingleItem();
        answer.Refusals[1].Missing.ToString().ShouldBe("the result is official and no horse is classified");
    }

    [Fact]
    public async Task Everything_that_was_published_is_in_the_answer()
    {
        _zeturf.Results[First] = Result(1);
        _pmu.Results[First] = Result(2);
        (await AskAsync()).Results.ShouldHaveSingleItem();
        (await Asker().AskAsync(Race(First), static _ => false, Cancel)).Results.Select(result => result.Arrival[0][0]).ShouldBe([1, 2]);
        _zeturf.Results[First] = Result(1) with { State = ResultState.Provisional };
        _pmu.Results.Remove(First);
        (await AskAsync()).ShouldBeOfType<ResultAnswer.NotYet>().Results.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Sources_that_all_refuse_are_a_refusal_with_every_reason()
    {
        _zeturf.ResultError = SourceErrorKind.Forbidden;
        _pmu.ResultError = SourceErrorKind.Changed;

        var answer = (await AskAsync()).ShouldBeOfType<ResultAnswer.Refused>();

        answer.Published.ShouldBeNull();
        answer.Refusals.Select(error => error.Kind).ShouldBe([SourceErrorKind.Forbidden, SourceErrorKind.Changed]);
    }

    [Fact]
    public async Task One_source_that_waits_for_the_arrival_is_enough_to_ask_again_later()
    {
        _zeturf.ResultError = SourceErrorKind.Forbidden;

        (await AskAsync()).ShouldBeOfType<ResultAnswer.NotYet>();
    }

    [Fact]
    public async Task A_race_whose_sources_are_not_in_use_is_refused_without_a_request()
    {
        var answer = await new ResultAsker(new SourceSet([])).AskAsync(Race(First), Cancel);

        answer.ShouldBeOfType<ResultAnswer.Refused>().Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_that_is_not_enough_gives_way_to_one_that_is()
    {
        _zeturf.Results[First] = Result(1);
        _pmu.Results[First] = Result(1) with { Pool = Pool.PmuNational };

        var answer = await Asker().AskAsync(Race(First), result => result.Pool == Pool.PmuNational, Cancel);

        answer.ShouldBeOfType<ResultAnswer.Run>().Result.Pool.ShouldBe(Pool.PmuNational);
    }

    [Fact]
    public async Task The_first_result_stands_where_none_is_enough()
    {
        _zeturf.Results[First] = Result(1);
        _pmu.Results[First] = Result(2);

        var answer = await Asker().AskAsync(Race(First), static _ => false, Cancel);

        answer.ShouldBeOfType<ResultAnswer.Run>().Result.Arrival[0].ShouldBe([1]);
    }

    public static readonly TheoryData<SourceErrorKind> Kinds = [.. Enum.GetValues<SourceErrorKind>()];

    /// <summary>Every kind of refusal: those that are the source's own end its questions for the round, those of the race do not.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_source_is_skipped_for_the_rest_of_the_round_only_for_reasons_of_its_own(SourceErrorKind kind)
    {
        _zeturf.ResultError = kind;
        var asker = Asker();
        var ofTheSource = FakeSource.Error(kind).IsSourceWide;

        await asker.AskAsync(Race(First), Cancel);
        var second = await asker.AskAsync(Race(Second), Cancel);

        _zeturf.ResultsAsked.ShouldBe(ofTheSource ? [First] : [First, Second]);
        _pmu.ResultsAsked.ShouldBe([First, Second]);
        second.Refusals[0].Kind.ShouldBe(kind);
    }

    [Fact]
    public void Reasons_of_a_source_are_these_nine() =>
        Enum.GetValues<SourceErrorKind>()
            .Where(kind => FakeSource.Error(kind).IsSourceWide)
            .ShouldBe(
                [
                    SourceErrorKind.Timeout,
                    SourceErrorKind.Unreachable,
                    SourceErrorKind.ServerError,
                    SourceErrorKind.TooManyRequests,
                    SourceErrorKind.Forbidden,
                    SourceErrorKind.Robots,
                    SourceErrorKind.NotOffered,
                    SourceErrorKind.CircuitOpen,
                    SourceErrorKind.BudgetSpent,
                ],
                ignoreOrder: true
            );

    [Fact]
    public async Task The_next_round_asks_the_source_again()
    {
        _zeturf.ResultError = SourceErrorKind.Unreachable;
        await Asker().AskAsync(Race(First), Cancel);
        await Asker().AskAsync(Race(First), Cancel);
        _zeturf.ResultsAsked.Count.ShouldBe(2);
    }

    private ResultAsker Asker() => new(new SourceSet([_zeturf, _pmu]));

    private Task<ResultAnswer> AskAsync(bool cancelled = false) => Asker().AskAsync(Race(First, cancelled), Cancel);

    private static PlannedRace Race(RaceCode code, bool cancelled = false) =>
        new()
        {
            Id = new RaceId(InventedRaces.Day, code),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "PRIX DES TILLEULS",
            Off = InventedRaces.Off,
            Cancelled = cancelled,
            Links = [Link("zeturf", code), Link("pmu", code)],
            OffClaims = [],
        };

    private static RaceLink Link(string source, RaceCode code) =>
        new(source, InventedRaces.Day, code, $"https://{source}.example.invalid/{code}");

    /// <summary>Official, in this order.</summary>
    private static RaceResult Result(params int[] arrival) =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival = [.. arrival.Select(number => new[] { number })],
            NonRunners = [],
            Dividends = [],
        };
}
