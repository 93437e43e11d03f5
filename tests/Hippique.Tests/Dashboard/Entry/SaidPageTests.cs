using System.Globalization;
using Hippique.Api;
using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Tests.Dashboard.Entry;

/// <summary>The page where a player says what he did with the tickets of a race.</summary>
public sealed class SaidPageTests
{
    private const string Markup = "<script>alert(1)</script>\"'&";
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 13, 12, 0, TimeSpan.Zero);
    private static readonly RaceId Race = new(new DateOnly(2026, 3, 14), new RaceCode(1, 3));

    [Fact]
    public async Task What_a_site_calls_a_horse_a_race_or_a_racecourse_is_text()
    {
        var page = await WriteAsync(Ticket(Markup, Markup), Markup);
        // The service's own file, and nothing that stands in the page.
        page.Replace("<script type=\"module\" src=\"/assets/", "").ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    [Fact]
    public async Task Each_leg_has_its_own_fields_and_each_field_its_label()
    {
        var page = await WriteAsync(Ticket("ÉTÉ INDIEN", "SABLIER"), "VALMOREL");
        foreach (var id in (string[])["stake-R1C3-1-0", "odds-R1C3-1-0", "stake-R1C3-1-1", "odds-R1C3-1-1"])
        {
            page.ShouldContain($"<label for=\"{id}\">");
            page.ShouldContain($"<input id=\"{id}\"");
        }
        System.Net.WebUtility.HtmlDecode(page).ShouldContain("5 ÉTÉ INDIEN");
        page.ShouldContain("lang=\"fr\"");
    }

    [Fact]
    public async Task Leg_that_was_said_not_to_be_bought_stands_at_nothing()
    {
        var ticket = Ticket("ÉTÉ INDIEN", "SABLIER");
        ticket.Add(
            new LedgerEntry
            {
                Entry = 2,
                Key = "2026-03-14/R1C3-1/said",
                Race = Race,
                Ticket = "R1C3-1",
                Previous = "",
                Fact = new LedgerFact.Played
                {
                    Pool = Pool.ZEturf,
                    Stake = new Euro(2),
                    Legs = [new PlayedLeg([5], new Euro(2), 4.5)],
                    Said = new Saying(Off, "link", SayingWay.Link),
                },
            }
        );
        var page = await WriteAsync(ticket, "VALMOREL");
        page.ShouldContain("id=\"odds-R1C3-1-0\" name=\"odds\" value=\"4,5\"");
        page.ShouldContain("id=\"stake-R1C3-1-1\" name=\"stake\" value=\"0\"");
        page.ShouldContain("id=\"stake-R1C3-1-0\" name=\"stake\" value=\"\"");
    }

    [Theory]
    [InlineData("2", "3,1", 2.0, 3.1)]
    [InlineData(" 1,5 € ", "3.1", 1.5, 3.1)]
    [InlineData("", "", null, null)]
    public void Amounts_are_read_with_a_comma_or_a_point(string stake, string odds, double? staked, double? price)
    {
        var order = new SaidForm("R1C3-1", true, [stake], [odds]).ToOrder(Ticket("ÉTÉ INDIEN"), Race, "link", SayingWay.Link).Value;
        order.Stakes.Select(one => (double?)one.Amount).SingleOrDefault().ShouldBe(staked);
        order.Odds.Select(one => (double?)one.Amount).SingleOrDefault().ShouldBe(price);
        (order.Way, order.Ticket).ShouldBe((SayingWay.Link, "R1C3-1"));
    }

    private static async Task<string> WriteAsync(LedgerTicket ticket, string meeting)
    {
        var planned = new PlannedRace
        {
            Id = Race,
            Meeting = meeting,
            Country = "FRA",
            Name = meeting,
            Off = Off,
            Links = [new RaceLink("zeturf", Race.Date, Race.Code, "https://zeturf.example.invalid/")],
            OffClaims = [],
        };
        var now = Off.AddMinutes(-5);
        var frame = new PageFrame
        {
            Culture = CultureInfo.GetCultureInfo("fr-FR"),
            Theme = PageTheme.System,
            Address = "/said/2026-03-14/R1C3?until=1&sign=x",
            Now = now,
            Today = ParisTime.ProgrammeOf(now),
            HasNavigation = false,
            HasSession = false,
            CanAct = true,
        };
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await SaidPage.Of(frame, new SaidRace(planned, [ticket])).ExecuteAsync(context);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    private static LedgerTicket Ticket(params string[] horses) =>
        new(
            Race,
            "R1C3-1",
            simulated: false,
            new LedgerFact.Proposed
            {
                Pool = Pool.ZEturf,
                Bet = BetType.SimpleGagnant,
                Stake = new Euro(2 * horses.Length),
                ExpectedReturn = new Euro(3),
                Off = Off,
                ExpiresAt = Off.AddMinutes(-1),
                Meeting = "VALMOREL",
                Discipline = Discipline.Harness,
                Rules = "gpi-v5.1",
                RulesVersion = "",
                Model = "",
                Sha256 = "",
                Legs =
                [
                    .. horses.Select(
                        (horse, index) =>
                            new ProposedLeg
                            {
                                Numbers = [5 + index],
                                Horses = [horse],
                                Stake = new Euro(2),
                                Odds = 4.2,
                                MinimumOdds = 2.7,
                                Probability = .3,
                                ExpectedDividend = 4,
                            }
                    ),
                ],
            }
        );
}
