using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>What the real program says before it begins a rehearsal that cannot be; nothing is left behind.</summary>
public sealed class RehearsalRefusalTests : IDisposable
{
    private readonly RehearsalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_pool_that_the_recording_lacks_is_said_with_the_option_that_chooses_another()
    {
        var day = RecordedPmuDay.Write(_bench.Folder, new TimeOnly(14, 0));
        await RefusedAsync(
            $"--rehearse {day}",
            "hippique: the recording has prices of pmu_national, and none of your pools (OPERATORS: zeturf), whose prices would have to be invented",
            "hippique: choose what it has with --pool pmu_national"
        );
        await RefusedAsync(
            $"--rehearse {day} --pool genybet",
            "hippique: --pool: the recording has no prices of genybet, but of pmu_national"
        );
        await RefusedAsync(
            $"--rehearse {day} --pool pmu_national --at 2031-05-06T10:00Z",
            "hippique: --at: expected a time from 2031-05-04 00:30 to 2031-05-05 04:00 (Paris)"
        );
    }

    [Theory]
    [InlineData("--rehearse nothing.jsonl", "is neither a day's folder nor a file of API answers")]
    [InlineData("--speed 60", "hippique: --speed needs --rehearse DAY")]
    [InlineData("--until-end", "hippique: --until-end needs --rehearse DAY")]
    [InlineData("--rehearse day --speed 0", "hippique: --speed: expected a number from 1 to 3600")]
    [InlineData("--rehearse day --pool pmu_international", "hippique: --pool: 'pmu_international' is no operator")]
    [InlineData("--rehearse day --pool counter", "hippique: --pool: 'counter' is no operator")]
    [InlineData("--rehearse day --into taken", "no rehearsal’s folder")]
    public async Task What_was_typed_wrong_is_one_line(string typed, string said)
    {
        Directory.CreateDirectory(Path.Combine(_bench.Folder, "taken", "mine"));
        using var serve = _bench.Serve(typed);
        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldHaveSingleItem().ShouldContain(said);
        Directory.GetFileSystemEntries(_bench.Folder).ShouldBe([Path.Combine(_bench.Folder, "taken")]);
    }

    private async Task RefusedAsync(string typed, params string[] said)
    {
        using var serve = _bench.Serve(typed);
        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldBe(said);
        _bench.Place.ShouldBeNull();
    }
}
