using System.Diagnostics;
using Hippique.EndToEnd.Api;
using Hippique.EndToEnd.Cluster;
using Hippique.Orchestration.Events;
using Hippique.Testing.Postgres;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>A page that stays open on one node of an installation, while another one does the work.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class NodesLiveTests(Chromium chromium, SharedPostgres shared, ITestOutputHelper output)
{
    private static string Card => $"#ticket-{InventedRaces.Id.Code}-1";

    [Fact]
    public async Task What_another_node_does_appears_by_itself_also_after_the_page_was_cut_off()
    {
        Assert.SkipUnless(Chromium.IsHere, "no Chromium on this machine");
        await using var nodes = await NodesUnderTest.StartAsync(shared);
        await nodes.First.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await using var wire = new CutWire(nodes.Second.Anonymous.BaseAddress!);
        await using var visitor = await chromium.VisitAsync(wire.Address);
        await visitor.SignInAsync(nodes.Second);
        await visitor.LiveAsync();
        (await visitor.Page.Locator(Card).CountAsync()).ShouldBe(0);

        await ProposedTicket.ProposeAsync(nodes.First);
        nodes
            .First.Services.GetRequiredService<EventBus>()
            .Publish(new HippiqueEvent.RaceDecided("run-20251122-r1c3-h5", ProposedTicket.Analysis));
        var watch = Stopwatch.StartNew();
        await visitor.Page.WaitForSelectorAsync(Card);
        output.WriteLine($"seen after {watch.ElapsedMilliseconds} ms");

        wire.Cut();
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('live').textContent.startsWith('○')");
        await nodes.First.PostAsync("/api/tickets/2025-11-22/R1C3-1/played", "{}");
        wire.Mend();
        await visitor.Page.Locator(Card).GetByText("joué pour 2,00 €").WaitForAsync();
        await visitor.LiveAsync();
    }
}
