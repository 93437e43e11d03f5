using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

public sealed class ResultFilesTests
{
    private readonly MemoryArtifactStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_race_without_a_result_has_none() =>
        (await new ResultFiles(_store).LastAsync(InventedRaces.Id, Cancel)).ShouldBeNull();

    [Fact]
    public async Task Further_results_stand_beside_the_first_and_the_last_counts()
    {
        var files = new ResultFiles(_store);
        (await files.AddAsync(Result(1), Cancel)).ShouldBe("result.json");
        (await files.AddAsync(Result(2), Cancel)).ShouldBe("result_2.json");
        (await files.AddAsync(Result(3), Cancel)).ShouldBe("result_3.json");

        var (result, name) = (await files.LastAsync(InventedRaces.Id, Cancel))!.Value;

        name.ShouldBe("result_3.json");
        result.Arrival[0].ShouldBe([3]);
        (await _store.ListAsync("2025-11-22/R1C3/", Cancel)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_result_is_kept_once()
    {
        var files = new ResultFiles(_store);
        await files.AddAsync(Result(1), Cancel);
        (await files.AddAsync(Result(1), Cancel)).ShouldBe("result.json");
        (await _store.ListAsync("", Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_no_result_is_named()
    {
        await _store.PutIfAbsentAsync("2025-11-22/R1C3/result.json", Encoding.UTF8.GetBytes("{\"official\":"), Cancel);
        var error = await Should.ThrowAsync<ArtifactException>(() => new ResultFiles(_store).LastAsync(InventedRaces.Id, Cancel));
        error.Message.ShouldContain("2025-11-22/R1C3/result.json");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_what_was_there()
    {
        await new ResultFiles(_store).AddAsync(Result(1), Cancel);
        var broken = new ResultFiles(new BreakingStore(_store, failAt: 2));
        await Should.ThrowAsync<ArtifactException>(() => broken.AddAsync(Result(2), Cancel));
        (await broken.LastAsync(InventedRaces.Id, Cancel))!.Value.Name.ShouldBe("result.json");
    }

    private static RaceResult Result(int winner) =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.ZEturf,
            Official = true,
            Arrival =
            [
                [winner],
            ],
            NonRunners = [],
            Dividends = [],
        };
}
