using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Http;

/// <summary>Sends a message to a chat of Telegram. Telegram has no ids of the sender's: what is sent again stands there twice.</summary>
internal sealed class TelegramNotifier(TelegramOptions options, JsonPoster poster) : INotifier
{
    private const int MostCharacters = 4000;

    public string Name => "telegram";

    public string Place => $"{JsonPoster.PlaceOf(options.Server)} {options.Chat}";

    public Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        var words = news.Words;
        var answer = words.AnswerLink is { } address ? $"{words.AnswerLabel}\n{address}" : null;
        var lines = new[] { words.Title, ShortText.Characters(words.Text, MostCharacters), words.Link, answer };
        var body = new SendMessage(
            options.Chat,
            string.Join('\n', lines.Where(line => line is { Length: > 0 })),
            !words.Urgent,
            new Preview(true)
        );
        return poster.PostAsync(
            // Not relative to the server: "bot123:" would be read as a scheme.
            new Uri($"{options.Server.AbsoluteUri}bot{options.Token}/sendMessage"),
            JsonSerializer.SerializeToUtf8Bytes(body),
            static _ => { },
            static json =>
                (
                    JsonPoster.Text(json, "description"),
                    json.TryGetProperty("parameters", out var more) && more.ValueKind == JsonValueKind.Object
                        ? JsonPoster.Seconds(more, "retry_after")
                        : null
                ),
            cancellationToken
        );
    }

    private sealed record SendMessage(
        [property: JsonPropertyName("chat_id")] string Chat,
        [property: JsonPropertyName("text")] string Text,
        [property: JsonPropertyName("disable_notification")] bool Silent,
        [property: JsonPropertyName("link_preview_options")] Preview Preview
    );

    private sealed record Preview([property: JsonPropertyName("is_disabled")] bool IsDisabled);
}
