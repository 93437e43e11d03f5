using Hippique.Notifications.Push;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Notifications.Tests.Push;

/// <summary>The receiver over a store, with a push service on loopback. The clock stands at 13:07 UTC, four minutes before the ticket of <see cref="Messages"/> expires.</summary>
internal sealed class PushBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PushBench(LoopbackPushService service, IArtifactStore store, bool ownsService)
    {
        (Service, Store, OwnsService) = (service, store, ownsService);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(store)
            .AddHippiqueNotifications(
                new NotificationOptions
                {
                    Push = new PushOptions { AllowLoopback = true, Contact = "mailto:me@example.org" },
                }
            )
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 14, 13, 7, 0, TimeSpan.Zero));
    public LoopbackPushService Service { get; }
    public IArtifactStore Store { get; }
    public INotifier Push => _services.GetServices<INotifier>().Single();
    public PushSubscriptions Subscriptions => _services.GetRequiredService<PushSubscriptions>();
    public VapidKeys Keys => _services.GetRequiredService<VapidKeys>();
    private bool OwnsService { get; }
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PushBench> StartAsync() => new(await LoopbackPushService.StartAsync(), new MemoryArtifactStore(), true);

    /// <summary>Another process over the same store.</summary>
    public PushBench Beside() => new(Service, Store, ownsService: false);

    public async Task<LoopbackBrowser> SubscribeAsync()
    {
        var browser = Service.Browser();
        (await Subscriptions.AddAsync(Of(browser), Token)).ShouldBeTrue();
        return browser;
    }

    public BrowserSubscription Of(LoopbackBrowser browser) =>
        SubscriptionReader
            .Read(
                new SubscriptionForm
                {
                    Endpoint = browser.Endpoint.AbsoluteUri,
                    P256dh = browser.P256dh,
                    Auth = browser.Auth,
                    Since = Clock.GetUtcNow(),
                    Language = "fr",
                    By = "owner",
                },
                new PushOptions { AllowLoopback = true }
            )
            .Value;

    public Task<NotifierAnswer> SendAsync(OutgoingNews? news = null) => Push.SendAsync(news ?? Messages.Ticket(), Token);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (OwnsService)
            await Service.DisposeAsync();
    }
}
