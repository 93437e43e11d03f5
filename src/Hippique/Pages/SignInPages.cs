using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Auth;

namespace Hippique.Pages;

/// <summary>How a sign-in ends.</summary>
internal static class SignInPages
{
    /// <summary>Leads on by itself, and by its link where a browser does not.</summary>
    public static Page Done(CultureInfo culture, string email, string next)
    {
        var content = new Html(culture)
            .Add($"<h1>{Texts.In(culture, "sign_in_done_title")}</h1>\n<p>{Texts.In(culture, "sign_in_done", email)}</p>\n")
            .Add(
                $"<p class=\"soft\">{Texts.In(culture, "sign_in_lasts", BrowserSessions.Lifetime.TotalHours, BrowserSessions.Idle.TotalHours)}</p>\n"
            )
            .Add($"<p><a href=\"{next}\">{Texts.In(culture, "sign_in_next")}</a></p>\n");
        return new Page(culture, $"{Texts.In(culture, "sign_in_done_title")} · Hippique", content);
    }

    /// <summary>The account is not one of those that are let in. Its name is not repeated: who sees the page chose it.</summary>
    public static Page Refused(CultureInfo culture) => Ended(culture, "sign_in_refused", StatusCodes.Status403Forbidden);

    public static Page Failed(CultureInfo culture) => Ended(culture, "sign_in_failed", StatusCodes.Status400BadRequest);

    /// <summary>The issuer does not answer.</summary>
    public static Page NotNow(CultureInfo culture) => Ended(culture, "sign_in_not_now", StatusCodes.Status503ServiceUnavailable);

    private static Page Ended(CultureInfo culture, string how, int status)
    {
        var content = new Html(culture)
            .Add($"<h1>{Texts.In(culture, $"{how}_title")}</h1>\n<p>{Texts.In(culture, how)}</p>\n")
            .Add($"<p><a href=\"/\">{Texts.In(culture, "session_used_home")}</a></p>\n");
        return new Page(culture, $"{Texts.In(culture, $"{how}_title")} · Hippique", content, status);
    }
}
