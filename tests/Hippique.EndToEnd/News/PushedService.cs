using System.Net;
using System.Text;
using System.Text.Json;
using Hippique.Gpi;
using Hippique.Notifications;
using Hippique.Testing.Gpi;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.News;

/// <summary>The service and a push service on loopback, at which browsers subscribe.</summary>
internal sealed class PushedService : IAsyncDisposable
{
    private PushedService(ServiceUnderTest service, LoopbackPushService push) => (Service, Push) = (service, push);

    public ServiceUnderTest Service { get; }
    public LoopbackPushService Push { get; }
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="variables">Of the service's environment.</param>
    public static async Task<PushedService> StartAsync(Dictionary<string, string>? variables = null)
    {
        var push = await LoopbackPushService.StartAsync();
        var service = await ServiceUnderTest.StartAsync(
            variables,
            change: services =>
                services.AddSingleton<IRaceAnalyser>(new FakeAnalyser()).AddSingleton(new PushOptions { AllowLoopback = true })
        );
        return new PushedService(service, push);
    }

    /// <summary>A browser that the service has been told of.</summary>
    public async Task<LoopbackBrowser> SubscribeAsync(string language = "fr")
    {
        var browser = Push.Browser();
        (await Service.PostAsync("/api/push/subscriptions", browser.ToJson(language))).Status.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> DeleteAsync(string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/push/subscriptions")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var response = await Service.Owner.SendAsync(request, Token);
        return (response.StatusCode, await ServiceUnderTest.JsonOfAsync(response));
    }

    /// <summary>H-5 of R1C3, which proposes a ticket.</summary>
    public async Task DecideAsync() =>
        (
            await Service.PostAsync("/run", $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5","force":true}""")
        ).Status.ShouldBe(HttpStatusCode.OK);

    /// <summary>Moves the clock until it is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var look = 0; !await isSo(); look++)
        {
            look.ShouldBeLessThan(2000);
            Service.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }

    public Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Push.DisposeAsync();
    }
}
