using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Hosting.Auth.BetLinks;

/// <summary>
/// What addresses in messages are signed with: 32 random bytes, made once and kept in the artifact store (<c>keys/bet_links.json</c>), so that every process that works on it signs
/// alike. No endpoint serves it. Once the file is deleted, and the services are started again, the addresses of before are void.
/// </summary>
internal sealed class BetLinkKey(IArtifactStore store)
{
    private const string Path = "keys/bet_links.json";
    private const int Length = 32;
    private byte[]? _key;

    /// <exception cref="ArtifactException">It cannot be read or written.</exception>
    public async Task<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
            return known;
        var there = await store.GetAsync(Path, cancellationToken);
        if (there is null)
        {
            var made = new KeyFile { Key = RandomNumberGenerator.GetBytes(Length) };
            // Of several processes that make one the first counts.
            await store.PutIfAbsentAsync(Path, ArtifactJson.Write(made), cancellationToken);
            there = await store.GetAsync(Path, cancellationToken);
        }
        if (there is null || ArtifactJson.Read<KeyFile>(Path, there.Content).Key is not { Length: Length } key)
            throw new UnreadableArtifactException(Problem.Of($"{Path} holds no key of {Length} bytes: delete it, and a new one is made"));
        return _key = key;
    }

    private sealed record KeyFile
    {
        public int Schema { get; init; } = 1;

        public required byte[] Key { get; init; }
    }
}
