using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Notifications.Http;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Notifications.Push;

/// <summary>What the browser's service worker is given: JSON with <c>title</c>, <c>body</c>, <c>url</c> (a path of this service) and <c>tag</c>.</summary>
internal static class PushPayload
{
    /// <summary>Push services take 4,096 bytes once they are encrypted (RFC 8030, 7.2); no browser shows as many.</summary>
    public const int MostBytes = 3000;

    private const int LongestTitle = 200;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(OutgoingNews news)
    {
        var whole = With(news, MostBytes);
        if (whole.Length <= MostBytes)
            return whole;
        // Signs that JSON writes in several bytes count as what they take, so the longest text that fits is searched for.
        var (fits, tooLong) = (0, MostBytes);
        while (tooLong - fits > 1)
        {
            var most = (fits + tooLong) / 2;
            if (With(news, most).Length <= MostBytes)
                fits = most;
            else
                tooLong = most;
        }
        return With(news, fits);
    }

    private static byte[] With(OutgoingNews news, int mostOfText) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Payload(
                ShortText.Bytes(news.Words.Title, LongestTitle),
                ShortText.Bytes(news.Words.Text, mostOfText),
                PathOf(news.Message.News),
                news.Message.Id
            ),
            Json
        );

    private static string PathOf(News news) =>
        news switch
        {
            News.TicketsProposed { Race.Id: var race } => PageOf(race),
            News.TicketsWithdrawn { Race.Id: var race } => PageOf(race),
            News.TicketsExpired { Race.Id: var race } => PageOf(race),
            _ => "/",
        };

    private static string PageOf(RaceId race) => $"/race/{race}";

    /// <param name="Title">One line.</param>
    /// <param name="Body">A few lines.</param>
    /// <param name="Url">What a click opens.</param>
    /// <param name="Tag">The message's id: what comes twice takes the place of the first.</param>
    private sealed record Payload(
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("body")] string Body,
        [property: JsonPropertyName("url")] string Url,
        [property: JsonPropertyName("tag")] string Tag
    );
}
