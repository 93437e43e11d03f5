using System.Text.Json.Serialization;
using Hippique.Orchestration.Notifications;

namespace Hippique.Notifications.Http;

/// <summary>The JSON of the webhook. Fields are added within a schema; what changes its meaning has another one.</summary>
internal sealed record WebhookBody
{
    public int Schema { get; init; } = 1;
    public required string Id { get; init; }

    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the message was written, which may be long before it is sent.</summary>
    public required DateTimeOffset At { get; init; }
    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Link { get; init; }

    /// <summary>Where the player says whether he played.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? AnswerLink { get; init; }
    public required bool Urgent { get; init; }

    /// <summary>The same as data.</summary>
    public required News News { get; init; }

    public static WebhookBody Of(OutgoingNews news) =>
        new()
        {
            Id = news.Message.Id,
            Date = news.Message.Date,
            At = news.Message.At,
            Language = news.Words.Language,
            Title = news.Words.Title,
            Text = news.Words.Text,
            Link = news.Words.Link,
            AnswerLink = news.Words.AnswerLink,
            Urgent = news.Words.Urgent,
            News = news.Message.News,
        };
}
