using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Http;

/// <summary>Publishes to a topic of ntfy. From version 2.16 on the server replaces what has the same <c>sequence_id</c>; an older one shows it twice.</summary>
internal sealed class NtfyNotifier(NtfyOptions options, JsonPoster poster) : INotifier
{
    /// <summary>A longer message becomes a file that has to be opened.</summary>
    private const int MostBytes = 4000;
    private const int Usual = 3;
    private const int High = 4;

    public string Name => "ntfy";

    public string Place => JsonPoster.PlaceOf(new Uri(options.Server, options.Topic));

    public Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        var words = news.Words;
        var body = new Publish(
            options.Topic,
            words.Title,
            ShortText.Bytes(words.Text, MostBytes),
            [TagOf(news.Message.News)],
            words.Urgent ? High : Usual,
            words.Link,
            words.AnswerLink is { } address ? [new ViewAction(words.AnswerLabel ?? "", address)] : null,
            news.Message.Id
        );
        return poster.PostAsync(
            options.Server,
            JsonSerializer.SerializeToUtf8Bytes(body),
            headers => headers.Authorization = options.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null,
            static json => (JsonPoster.Text(json, "error"), null),
            cancellationToken
        );
    }

    /// <summary>Shown as a small picture beside the title.</summary>
    private static string TagOf(News news) =>
        news switch
        {
            News.TicketsProposed => "horse_racing",
            News.TicketsWithdrawn or News.TicketsExpired => "no_entry_sign",
            News.PhaseMissed or News.PlanFailed or News.SourcesRefuse or News.ReceiverFails => "warning",
            News.PhasesGoOn or News.PlanStands or News.SourcesAnswer or News.ReceiverAnswers => "white_check_mark",
            News.EveningSummary => "bar_chart",
            _ => "bell",
        };

    private sealed record Publish(
        [property: JsonPropertyName("topic")] string Topic,
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("message")] string Message,
        [property: JsonPropertyName("tags")] IReadOnlyList<string> Tags,
        [property: JsonPropertyName("priority")] int Priority,
        [property: JsonPropertyName("click"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Click,
        [property: JsonPropertyName("actions"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            IReadOnlyList<ViewAction>? Actions,
        [property: JsonPropertyName("sequence_id")] string SequenceId
    );

    /// <summary>A button under the message that opens an address.</summary>
    private sealed record ViewAction(
        [property: JsonPropertyName("label")] string Label,
        [property: JsonPropertyName("url")] string Url,
        [property: JsonPropertyName("action")] string Action = "view"
    );
}
