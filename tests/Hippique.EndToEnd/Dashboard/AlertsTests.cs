using Hippique.EndToEnd.Api;
using Hippique.Notifications;
using Hippique.Notifications.Push;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Alerts on a phone. The browser's own push service is elsewhere, so its part is played by a stand-in; all the rest is real.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class AlertsTests(Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_subscribes_and_ends_it()
    {
        using var phone = new LoopbackBrowser(new Uri("http://127.0.0.1:9/push/1"));
        await using var service = await ServiceUnderTest.StartAsync(change: services =>
            services.AddSingleton(new PushOptions { AllowLoopback = true })
        );
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.Page.AddInitScriptAsync(
            $$"""
            let subscription = null;
            PushManager.prototype.getSubscription = async () => subscription;
            PushManager.prototype.subscribe = async ({ applicationServerKey }) => (subscription = {
              endpoint: "{{phone.Endpoint.AbsoluteUri}}",
              options: { applicationServerKey: Uint8Array.from(atob(applicationServerKey.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)) },
              toJSON: () => ({ endpoint: "{{phone.Endpoint.AbsoluteUri}}", expirationTime: null, keys: { p256dh: "{{phone.P256dh}}", auth: "{{phone.Auth}}" } }),
              unsubscribe: async () => (subscription = null),
            });
            """
        );
        await visitor.SignInAsync(service);
        var subscriptions = service.Services.GetRequiredService<PushSubscriptions>();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Recevoir les alertes" }).ClickAsync();
        await visitor.Page.WaitForSelectorAsync("[data-unsubscribe]:not([hidden])");
        var kept = (await subscriptions.AllAsync(Token)).ShouldHaveSingleItem();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Ne plus recevoir" }).ClickAsync();
        await visitor.Page.WaitForSelectorAsync("[data-subscribe]:not([hidden])");

        (kept.Endpoint, kept.Language).ShouldBe((phone.Endpoint.AbsoluteUri, "fr"));
        (await subscriptions.AllAsync(Token)).ShouldBeEmpty();
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_is_shown_and_one_that_comes_twice_takes_the_place_of_the_first()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.Context.GrantPermissionsAsync(["notifications"]);
        await visitor.SignInAsync(service);
        await visitor.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        var devtools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        var registered = new TaskCompletionSource<string>();
        devtools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, update) =>
        {
            if (
                update?.GetProperty("registrations").EnumerateArray().FirstOrDefault() is
                { ValueKind: System.Text.Json.JsonValueKind.Object } one
            )
                registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await devtools.SendAsync("ServiceWorker.enable");
        var registration = await registered.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);

        foreach (var text in (string[])["une", "deux"])
            await devtools.SendAsync(
                "ServiceWorker.deliverPushMessage",
                new()
                {
                    ["origin"] = service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority),
                    ["registrationId"] = registration,
                    ["data"] = $$"""{"title":"R1C3 VALMOREL","body":"{{text}}","url":"/race/2025-11-22/R1C3","tag":"t1"}""",
                }
            );
        await visitor.Page.WaitForFunctionAsync(
            "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => `${one.title}: ${one.body} ${one.data.url}`).join('|') === 'R1C3 VALMOREL: deux /race/2025-11-22/R1C3'"
        );
    }
}
