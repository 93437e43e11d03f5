using System.Globalization;
using Hippique.Pages;

namespace Hippique.Dashboard.Frame;

/// <summary>Language and theme that the reader of a browser has chosen, in cookies of their own; they say nothing of who it is.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "hippique_language";
    public const string ThemeCookie = "hippique_theme";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>The language that was chosen, else the one that the browser asks for.</summary>
    public static CultureInfo LanguageOf(HttpRequest request) =>
        request.Cookies[LanguageCookie] switch
        {
            "fr" => CultureInfo.GetCultureInfo("fr-FR"),
            "en" => CultureInfo.GetCultureInfo("en-GB"),
            _ => PageLanguage.Of(request),
        };

    public static PageTheme ThemeOf(HttpRequest request) =>
        request.Cookies[ThemeCookie] switch
        {
            "light" => PageTheme.Light,
            "dark" => PageTheme.Dark,
            _ => PageTheme.System,
        };

    /// <param name="context">The call that chooses.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>; anything else changes nothing.</param>
    /// <param name="theme"><c>light</c>, <c>dark</c> or <c>system</c>; anything else changes nothing.</param>
    public static void Keep(HttpContext context, string? language, string? theme)
    {
        if (language is "fr" or "en")
            Put(context, LanguageCookie, language);
        if (theme is "light" or "dark")
            Put(context, ThemeCookie, theme);
        else if (theme is "system")
            context.Response.Cookies.Delete(ThemeCookie);
    }

    private static void Put(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
                MaxAge = Kept,
            }
        );
}
