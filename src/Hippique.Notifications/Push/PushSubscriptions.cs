using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.Logging;

namespace Hippique.Notifications.Push;

/// <summary>
/// The browsers that want messages: <c>push/subscriptions.json</c>, shared by all processes. One file, so that a look at it is one read and the limit holds whoever adds at the same time. Of
/// an entry that was changed by hand and no longer reads nobody is told, and the others are.
/// </summary>
public sealed partial class PushSubscriptions(IArtifactStore store, PushOptions options, ILogger<PushSubscriptions> logger)
{
    /// <summary>Browsers of one installation.</summary>
    public const int Most = 20;

    private const string Path = "push/subscriptions.json";
    private int _damaged;
    private int _edition;

    /// <summary>Another number once this process has changed something; others may have too.</summary>
    public int Edition => Volatile.Read(ref _edition);

    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public async Task<IReadOnlyList<BrowserSubscription>> AllAsync(CancellationToken cancellationToken)
    {
        var forms = FormsIn(await store.GetAsync(Path, cancellationToken).ConfigureAwait(false));
        var all = SoundOf(forms);
        var damaged = forms.Count - all.Count;
        if (Interlocked.Exchange(ref _damaged, damaged) != damaged && damaged > 0)
            Damaged(logger, damaged, Path);
        return all;
    }

    /// <summary>Adds it, in the place of one with the same address; false if there are <see cref="Most"/> others.</summary>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public async Task<bool> AddAsync(BrowserSubscription subscription, CancellationToken cancellationToken)
    {
        var isFull = false;
        await store
            .UpdateAsync(
                Path,
                there =>
                {
                    var others = SoundOf(FormsIn(there)).Where(one => one.Endpoint != subscription.Endpoint).ToList();
                    isFull = others.Count >= Most;
                    return isFull ? null : BytesOf([.. others, subscription]);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        Interlocked.Increment(ref _edition);
        return !isFull;
    }

    /// <summary>False if there is none with that address.</summary>
    /// <exception cref="ArtifactException">The file cannot be read or written.</exception>
    public async Task<bool> RemoveAsync(string endpoint, CancellationToken cancellationToken)
    {
        var removed = await store
            .UpdateAsync(
                Path,
                there =>
                {
                    var all = SoundOf(FormsIn(there));
                    return all.RemoveAll(one => one.Endpoint == endpoint) > 0 ? BytesOf(all) : null;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        Interlocked.Increment(ref _edition);
        return removed;
    }

    private static IReadOnlyList<SubscriptionForm> FormsIn(Artifact? there) =>
        there is null ? [] : ArtifactJson.Read<SubscriptionsFile>(Path, there.Content).Subscriptions ?? [];

    private List<BrowserSubscription> SoundOf(IReadOnlyList<SubscriptionForm> forms) =>
        [
            .. forms
                .Where(form => form is not null)
                .Select(form => SubscriptionReader.Read(form, options))
                .Where(read => read.IsOk)
                .Select(read => read.Value),
        ];

    private static byte[] BytesOf(IReadOnlyList<BrowserSubscription> all) =>
        ArtifactJson.Write(
            new SubscriptionsFile
            {
                Subscriptions =
                [
                    .. all.Select(one => new SubscriptionForm
                    {
                        Endpoint = one.Endpoint,
                        P256dh = one.P256dh,
                        Auth = one.Auth,
                        Since = one.Since,
                        Language = one.Language,
                        By = one.By,
                    }),
                ],
            }
        );

    private sealed record SubscriptionsFile
    {
        public int Schema { get; init; } = 1;
        public IReadOnlyList<SubscriptionForm>? Subscriptions { get; init; }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} subscriptions in {Path} cannot be read; those browsers are sent nothing")]
    private static partial void Damaged(ILogger logger, int count, string path);
}
