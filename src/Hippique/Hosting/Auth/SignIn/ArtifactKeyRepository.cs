using System.Text;
using System.Xml.Linq;
using Hippique.Orchestration.Artifacts;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hippique.Hosting.Auth.SignIn;

/// <summary>
/// The keys of sign-in cookies lie sealed in the artifact store (<c>keys/key-….sealed</c>), so that a cookie is still good in the next container. No endpoint serves them.
/// </summary>
internal sealed partial class ArtifactKeyRepository(IArtifactStore store, SealedKeys seal, ILogger<ArtifactKeyRepository> logger)
    : IXmlRepository
{
    private const string Folder = "keys/";
    private const string Extension = ".sealed";

    public IReadOnlyCollection<XElement> GetAllElements() => Now(ReadAsync);

    public void StoreElement(XElement element, string friendlyName)
    {
        var path = $"{Folder}{friendlyName}{Extension}";
        var content = seal.Seal(path, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
        if (Now(() => store.PutIfAbsentAsync(path, content, CancellationToken.None)) is PutOutcome.Conflict)
            throw new IOException($"{path} is there with another content");
    }

    // The interface is not asynchronous; on the pool nothing waits for this thread.
    private static T Now<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var elements = new List<XElement>();
        foreach (var path in await store.ListAsync(Folder, CancellationToken.None))
        {
            if (!path.EndsWith(Extension, StringComparison.Ordinal) || await store.GetAsync(path, CancellationToken.None) is not { } found)
                continue;
            if (seal.Open(path, found.Content.Span) is { } plain)
                elements.Add(XElement.Parse(Encoding.UTF8.GetString(plain)));
            else
                NotOurs(logger, path);
        }
        return elements;
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Path} was not sealed under this OIDC_CLIENT_SECRET and is left aside: cookies of that key are no longer good"
    )]
    private static partial void NotOurs(ILogger logger, string path);
}
