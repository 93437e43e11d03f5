using System.Text;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Testing.Artifacts;

/// <summary>
/// What every artifact store does. The test class of a store runs each check of <see cref="Checks"/> on a new, empty store as a theory over <see cref="Names"/>.
/// </summary>
public static class ArtifactStoreContract
{
    private const string Path = "2025-11-22/R1C3/tickets.json";

    /// <summary>Names for the test's display and the checks themselves; each gets an empty store.</summary>
    public static IReadOnlyDictionary<string, Func<IArtifactStore, CancellationToken, Task>> Checks { get; } =
        new Dictionary<string, Func<IArtifactStore, CancellationToken, Task>>
        {
            [nameof(WritesWhereNothingIsAsync)] = WritesWhereNothingIsAsync,
            [nameof(KeepsOtherBytesAsync)] = KeepsOtherBytesAsync,
            [nameof(ReplacesOnlyTheKnownVersionAsync)] = ReplacesOnlyTheKnownVersionAsync,
            [nameof(AbsentIsAVersionAsync)] = AbsentIsAVersionAsync,
            [nameof(ListsByPrefixInOrdinalOrderAsync)] = ListsByPrefixInOrdinalOrderAsync,
            [nameof(RefusesPathsThatLeaveAsync)] = RefusesPathsThatLeaveAsync,
            [nameof(OneOfManyWritersWinsAsync)] = OneOfManyWritersWinsAsync,
            [nameof(NoUpdateIsLostAsync)] = NoUpdateIsLostAsync,
            [nameof(UpdateLeavesWhatItIsToldToLeaveAsync)] = UpdateLeavesWhatItIsToldToLeaveAsync,
            [nameof(AppendedLinesAreThereOnceAndTogetherAsync)] = AppendedLinesAreThereOnceAndTogetherAsync,
            [nameof(AppendedAndReplacedAreOneArtifactAsync)] = AppendedAndReplacedAreOneArtifactAsync,
            [nameof(AStampChangesWithTheArtifactAsync)] = AStampChangesWithTheArtifactAsync,
            [nameof(NamesFoldersDirectlyBelowAsync)] = NamesFoldersDirectlyBelowAsync,
            [nameof(DeletesOnceAsync)] = DeletesOnceAsync,
        };

    /// <summary>For <c>[MemberData]</c>.</summary>
    public static IEnumerable<object[]> Names => Checks.Keys.Select(name => new object[] { name });

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string?> TextAsync(IArtifactStore store, string path, CancellationToken cancellationToken) =>
        await store.GetAsync(path, cancellationToken) is { } artifact ? Encoding.UTF8.GetString(artifact.Content.Span) : null;

    private static async Task WritesWhereNothingIsAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        (await store.GetAsync(Path, cancellationToken)).ShouldBeNull();
        (await store.PutIfAbsentAsync(Path, Bytes("one"), cancellationToken)).ShouldBe(PutOutcome.Written);
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("one");
    }

    private static async Task KeepsOtherBytesAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await store.PutIfAbsentAsync(Path, Bytes("one"), cancellationToken);
        (await store.PutIfAbsentAsync(Path, Bytes("one"), cancellationToken)).ShouldBe(PutOutcome.Same);
        (await store.PutIfAbsentAsync(Path, Bytes("two"), cancellationToken)).ShouldBe(PutOutcome.Conflict);
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("one");
    }

    private static async Task ReplacesOnlyTheKnownVersionAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await store.PutIfAbsentAsync(Path, Bytes("one"), cancellationToken);
        var version = (await store.GetAsync(Path, cancellationToken))!.Version;
        (await store.PutIfUnchangedAsync(Path, Bytes("two"), version, cancellationToken)).ShouldBe(PutOutcome.Written);
        (await store.PutIfUnchangedAsync(Path, Bytes("three"), version, cancellationToken)).ShouldBe(PutOutcome.Conflict);
        (await store.PutIfUnchangedAsync(Path, Bytes("two"), version, cancellationToken)).ShouldBe(PutOutcome.Same);
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("two");
    }

    private static async Task AbsentIsAVersionAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        (await store.PutIfUnchangedAsync(Path, Bytes("one"), "a version", cancellationToken)).ShouldBe(PutOutcome.Conflict);
        (await store.GetAsync(Path, cancellationToken)).ShouldBeNull();
        (await store.PutIfUnchangedAsync(Path, Bytes("one"), null, cancellationToken)).ShouldBe(PutOutcome.Written);
        (await store.PutIfUnchangedAsync(Path, Bytes("two"), null, cancellationToken)).ShouldBe(PutOutcome.Conflict);
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("one");
    }

    private static async Task ListsByPrefixInOrdinalOrderAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        foreach (var path in new[] { "2025-11-22/R10C1/a.json", "2025-11-22/R1C3/b.json", "2025-11-22/plan.json", "2025-11-23/plan.json" })
            await store.PutIfAbsentAsync(path, Bytes(path), cancellationToken);
        (await store.ListAsync("", cancellationToken)).Count.ShouldBe(4);
        (await store.ListAsync("2025-11-22/", cancellationToken)).ShouldBe([
            "2025-11-22/R10C1/a.json",
            "2025-11-22/R1C3/b.json",
            "2025-11-22/plan.json",
        ]);
        (await store.ListAsync("2025-11-22/R1", cancellationToken)).ShouldBe(["2025-11-22/R10C1/a.json", "2025-11-22/R1C3/b.json"]);
        (await store.ListAsync("2025-11-24/", cancellationToken)).ShouldBeEmpty();
    }

    private static async Task RefusesPathsThatLeaveAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        foreach (var path in new[] { "", "/etc/x", "../x", "a/../x", "a//x", "a/./x", "a\\x", "a/", ".hidden", "a/\0" })
            await Should.ThrowAsync<ArgumentException>(() => store.PutIfAbsentAsync(path, Bytes("x"), cancellationToken), path);
    }

    private static async Task OneOfManyWritersWinsAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        var contents = Enumerable.Range(0, 16).Select(writer => Bytes(new string((char)('a' + writer), 20_000))).ToList();
        var outcomes = await Task.WhenAll(
            contents.Select(content => Task.Run(() => store.PutIfAbsentAsync(Path, content, cancellationToken), cancellationToken))
        );
        outcomes.Count(outcome => outcome == PutOutcome.Written).ShouldBe(1);
        outcomes.Count(outcome => outcome == PutOutcome.Conflict).ShouldBe(15);
        var kept = (await store.GetAsync(Path, cancellationToken))!.Content.ToArray();
        contents.Count(content => content.AsSpan().SequenceEqual(kept)).ShouldBe(1);
    }

    private static async Task NoUpdateIsLostAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ => Task.Run(() => store.UpdateAsync(Path, there => there.With("x"u8), cancellationToken), cancellationToken))
        );
        (await TextAsync(store, Path, cancellationToken)).ShouldBe(new string('x', 50));
    }

    private static async Task UpdateLeavesWhatItIsToldToLeaveAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        (await store.UpdateAsync(Path, _ => null, cancellationToken)).ShouldBeFalse();
        (await store.GetAsync(Path, cancellationToken)).ShouldBeNull();
        (await store.UpdateAsync(Path, _ => Bytes("one"), cancellationToken)).ShouldBeTrue();
        (await store.UpdateAsync(Path, _ => Bytes("one"), cancellationToken)).ShouldBeFalse();
        (await store.UpdateAsync(Path, there => there.With("!"u8), cancellationToken)).ShouldBeTrue();
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("one!");
    }

    private static async Task AppendedLinesAreThereOnceAndTogetherAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(writer =>
                    Task.Run(() => store.AppendLinesAsync(Path, Bytes($"{writer} a\n{writer} b\n"), cancellationToken), cancellationToken)
                )
        );
        var lines = (await TextAsync(store, Path, cancellationToken))!.Split('\n')[..^1];
        lines.Length.ShouldBe(40);
        lines.Distinct().Count().ShouldBe(40);
        lines.Chunk(2).ShouldAllBe(pair => pair[0].Replace('a', 'b') == pair[1]);
    }

    private static async Task AppendedAndReplacedAreOneArtifactAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await store.AppendLinesAsync(Path, Bytes("one\n"), cancellationToken);
        var version = (await store.GetAsync(Path, cancellationToken))!.Version;
        await store.AppendLinesAsync(Path, Bytes("two\n"), cancellationToken);
        (await store.PutIfUnchangedAsync(Path, Bytes("three\n"), version, cancellationToken)).ShouldBe(PutOutcome.Conflict);
        (await TextAsync(store, Path, cancellationToken)).ShouldBe("one\ntwo\n");
    }

    private static async Task AStampChangesWithTheArtifactAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        await store.PutIfAbsentAsync("b/one.json", Bytes("one"), cancellationToken);
        await store.PutIfAbsentAsync("a/two.json", Bytes("two"), cancellationToken);
        var before = await store.StampsAsync("", cancellationToken);
        before.Select(there => there.Path).ShouldBe(["a/two.json", "b/one.json"]);
        (await store.StampsAsync("", cancellationToken)).ShouldBe(before);
        (await store.StampAsync("b/one.json", cancellationToken)).ShouldBe(before[1].Stamp);

        await store.UpdateAsync("b/one.json", _ => Bytes("another"), cancellationToken);

        var after = await store.StampsAsync("b/", cancellationToken);
        after.ShouldHaveSingleItem().Stamp.ShouldNotBe(before[1].Stamp);
        (await store.StampsAsync("a/", cancellationToken)).ShouldBe([before[0]]);
    }

    private static async Task NamesFoldersDirectlyBelowAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        foreach (
            var path in new[] { "token", "2025-11-23/plan.json", "2025-11-22/R1C3/b.json", "2025-11-22/R10C1/a.json", "history/a.jsonl" }
        )
            await store.PutIfAbsentAsync(path, Bytes(path), cancellationToken);
        (await store.FoldersAsync("", cancellationToken)).ShouldBe(["2025-11-22", "2025-11-23", "history"]);
        (await store.FoldersAsync("2025-11-22/", cancellationToken)).ShouldBe(["R10C1", "R1C3"]);
        (await store.FoldersAsync("2025-11-23/", cancellationToken)).ShouldBeEmpty();
        (await store.FoldersAsync("2025-11-24/", cancellationToken)).ShouldBeEmpty();
    }

    private static async Task DeletesOnceAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        (await store.DeleteAsync(Path, cancellationToken)).ShouldBeFalse();
        await store.PutIfAbsentAsync(Path, Bytes("one"), cancellationToken);
        (await store.DeleteAsync(Path, cancellationToken)).ShouldBeTrue();
        (await store.DeleteAsync(Path, cancellationToken)).ShouldBeFalse();
        (await store.GetAsync(Path, cancellationToken)).ShouldBeNull();
        (await store.ListAsync("", cancellationToken)).ShouldBeEmpty();
        (await store.FoldersAsync("", cancellationToken)).ShouldBeEmpty();
        (await store.PutIfAbsentAsync(Path, Bytes("two"), cancellationToken)).ShouldBe(PutOutcome.Written);
    }
}
