using System.Text;
using Hippique.EndToEnd.Api;
using Hippique.Testing.Racing;
using Hippique.Testing.Receivers;
using MimeKit;

namespace Hippique.EndToEnd.News;

/// <summary>The whole service in the evening: its summary with the report of the month, at a mail server.</summary>
public sealed class MailedReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_evenings_mail_takes_the_months_report_along_where_that_is_asked(bool asked)
    {
        await using var server = new LoopbackMailServer();
        await using var service = await ProposedTicket.ServeAsync(
            new Dictionary<string, string>
            {
                ["NOTIFY_SMTP_URL"] = $"smtp://127.0.0.1:{server.Port}",
                ["NOTIFY_MAIL_FROM"] = "hippique@example.org",
                ["NOTIFY_MAIL_TO"] = "one@example.org",
                ["NOTIFY_MAIL_REPORT"] = asked ? "true" : "false",
                ["NOTIFY_ABOUT"] = "summary",
            }
        );
        await service.PostAsync("/api/tickets/2025-11-22/R1C3-1/played", """{"stake":1.5}""");
        service.Source.Results[InventedRaces.Id.Code] = ProposedTicket.Result(3.4m);
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(9));
        await service.PostAsync("/results", """{"race":"R1C3"}""");
        service.Clock.SetUtcNow(new DateTimeOffset(2025, 11, 22, 21, 29, 0, TimeSpan.Zero));
        for (var look = 0; server.Mails.Count == 0; look++)
        {
            look.ShouldBeLessThan(2000);
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(server.Mails[0])), Token);
        mail.TextBody.ShouldNotBeNull().ShouldContain("09 74 75 13 13");
        var files = mail.Attachments.OfType<MimePart>().ToList();
        if (!asked)
        {
            files.ShouldBeEmpty();
            return;
        }
        var file = files.ShouldHaveSingleItem();
        (file.FileName, file.ContentType.MimeType).ShouldBe(("hippique-2025-11.html", "text/html"));
        using var content = new MemoryStream();
        await file.Content.ShouldNotBeNull().DecodeToAsync(content, Token);
        var page = Encoding.UTF8.GetString(content.ToArray());
        page.ShouldStartWith("<!DOCTYPE html>");
        page.ShouldContain("<svg");
        // 1.5 € at 3.4 returned 5.10 €.
        page.ShouldContain("3.60");
    }
}
