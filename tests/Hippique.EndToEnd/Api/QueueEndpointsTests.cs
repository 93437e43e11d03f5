using System.Net;
using Hippique.Orchestration.Events;
using Hippique.Testing.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

public sealed class QueueEndpointsTests
{
    [Fact]
    public async Task Queue_is_paused_and_goes_on_and_each_is_told()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var heard = new HeardEvents();
        using var listening = service.Services.GetRequiredService<EventBus>().Subscribe(heard);

        var (paused, first, _) = await service.PostAsync("/queue/pause", "");
        var (resumed, second, _) = await service.PostAsync("/queue/resume", "");

        (paused, resumed).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        first.GetProperty("paused").GetBoolean().ShouldBeTrue();
        second.GetProperty("paused").GetBoolean().ShouldBeFalse();
        first.GetProperty("correlation_id").GetString().ShouldStartWith("request-");
        heard.All.Select(happened => happened.GetType()).ShouldBe([typeof(HippiqueEvent.QueuePaused), typeof(HippiqueEvent.QueueResumed)]);
    }
}
