using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary><c>settlement.json</c> of races in the store: facts are only added, and one that says what the last one says is not.</summary>
internal sealed class SettlementFiles(IArtifactStore store)
{
    /// <returns>Whether it was news.</returns>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public Task<bool> AddAsync(RaceId race, SettlementFact fact, bool simulated, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Settlement(race);
        return store.UpdateAsync(
            path,
            there =>
            {
                IReadOnlyList<SettlementFact> facts = there is null ? [] : ArtifactJson.Read<RaceSettlements>(path, there.Content).Facts;
                return facts.Count > 0 && SaySame(facts[^1], fact)
                    ? null
                    : ArtifactJson.Write(
                        new RaceSettlements
                        {
                            Race = race,
                            Simulated = simulated,
                            Facts = [.. facts, After(facts, fact)],
                        }
                    );
            },
            cancellationToken
        );
    }

    /// <summary>The fact that counts; null if the race was not settled.</summary>
    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public async Task<SettlementFact?> LastAsync(RaceId race, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Settlement(race);
        return
            await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            && ArtifactJson.Read<RaceSettlements>(path, there.Content).Facts is [.., var last]
            ? last
            : null;
    }

    private static SettlementFact After(IReadOnlyList<SettlementFact> before, SettlementFact fact) =>
        before.Count == 0 ? fact : fact with { Difference = fact.Returned - before[^1].Returned };

    /// <summary>The same of every ticket. Another result's file under it is no news: the dividends of other bets may have changed.</summary>
    private static bool SaySame(SettlementFact last, SettlementFact fact) =>
        ArtifactJson.Write(last.Tickets).AsSpan().SequenceEqual(ArtifactJson.Write(fact.Tickets));
}
