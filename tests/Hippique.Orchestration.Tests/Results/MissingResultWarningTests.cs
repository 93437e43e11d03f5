using Hippique.Orchestration.Results;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Most races have no official arrival yet when they are asked about first; a person is warned only where nobody answered.</summary>
public sealed class MissingResultWarningTests
{
    private readonly PhaseBench _bench = new();
    private readonly LinesLogger<RaceSettler> _log = new();

    [Fact]
    public async Task Arrival_that_is_not_there_yet_is_no_warning()
    {
        await AskAsync(SourceErrorKind.NoResultYet);

        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("2025-11-22/R1C3: no official result yet: zeturf: no_result_yet");
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sources_that_do_not_answer_are_one()
    {
        await AskAsync(SourceErrorKind.Unreachable);

        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("2025-11-22/R1C3: no official result: zeturf: unreachable");
    }

    private async Task AskAsync(SourceErrorKind answer)
    {
        var token = TestContext.Current.CancellationToken;
        (_bench.ZEturf.ResultError, _bench.Pmu.ResultError) = (answer, answer);
        await _bench.ScheduledAsync(token);
        var race = (await _bench.Plans.FindAsync(InventedRaces.Id, token)).ShouldNotBeNull();
        var settler = _bench.Settler(logger: _log);

        await settler.SettleAsync(InventedRaces.Day, [race], AskFor.Everything, settler.NewRound(), token);
    }
}
