using Hippique.Doctor;
using Hippique.Hosting.Settings;
using Hippique.Notifications.Push;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Tests.Doctor;

/// <summary>Which receivers <c>doctor</c> lists.</summary>
public sealed class NotifyCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-doctor-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Browsers_are_listed_by_the_host_of_their_push_service_once_one_has_subscribed()
    {
        var settings = SettingsReader.Read(new Dictionary<string, string> { ["DATA_DIR"] = _folder }, _folder);
        (await NotifyCheck.RunAsync(settings, canRead: true, Token)).Advice.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();

        using var browser = new LoopbackBrowser(new Uri("https://push.example.org/wpush/secret"));
        using (var store = new DiskArtifactStore(_folder))
            await new PushSubscriptions(store, settings.Notify.Receivers.Push!, NullLogger<PushSubscriptions>.Instance).AddAsync(
                Of(browser, settings),
                Token
            );

        var found = (await NotifyCheck.RunAsync(settings, canRead: true, Token)).Found;
        found.ShouldContain("push (push.example.org)");
        found.ShouldNotContain("wpush");
        (await NotifyCheck.RunAsync(settings, canRead: false, Token)).Advice.ShouldBeEmpty();
    }

    private static BrowserSubscription Of(LoopbackBrowser browser, HippiqueSettings settings) =>
        SubscriptionReader
            .Read(
                new SubscriptionForm
                {
                    Endpoint = browser.Endpoint.AbsoluteUri,
                    P256dh = browser.P256dh,
                    Auth = browser.Auth,
                    Language = "fr",
                },
                settings.Notify.Receivers.Push!
            )
            .Value;
}
