using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>What was set aside, and the decisions about it: one by one, several at once, with mouse or keys.</summary>
public sealed partial class QuarantineList : ComponentBase
{
    // Both bounded by the rows of the page.
    private readonly HashSet<long> _chosen = [];
    private readonly Dictionary<long, Checkbox> _boxes = [];

    private string? _notice;
    private Func<Task<string>>? _undo;
    private bool _deciding;
    private long? _focus;

    [Parameter, EditorRequired]
    public required QuarantinePage Page { get; set; }

    [Parameter, EditorRequired]
    public required QualityQuery Query { get; set; }

    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>Whether the person may decide, as who, and about which units.</summary>
    [Parameter, EditorRequired]
    public bool CanJudge { get; set; }

    /// <inheritdoc cref="CanJudge"/>
    [Parameter, EditorRequired]
    public required string By { get; set; }

    /// <inheritdoc cref="CanJudge"/>
    [Parameter, EditorRequired]
    public required UnitScope Scope { get; set; }

    /// <summary>Called after a decision: the page looks again.</summary>
    [Parameter, EditorRequired]
    public EventCallback Decided { get; set; }

    [Inject]
    public required QuarantineDecisions Decisions { get; init; }

    [Inject]
    public required BatchWithdrawal Withdrawal { get; init; }

    private bool IsChoosing => CanJudge && Query.State == QuarantineState.Waiting;

    /// <summary>Only what is on the page is decided about: what has gone from it was decided by somebody else.</summary>
    private List<long> Chosen => [.. Page.Readings.Select(r => r.Id).Where(_chosen.Contains)];

    protected override void OnParametersSet()
    {
        foreach (var gone in _boxes.Keys.Except(Page.Readings.Select(r => r.Id)).ToList())
            _boxes.Remove(gone);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } id || !_boxes.TryGetValue(id, out var box) || box.Element.Context is null)
            return;
        _focus = null;
        await box.Element.FocusAsync();
    }

    private Checkbox Box(long id)
    {
        if (!_boxes.TryGetValue(id, out var box))
            _boxes[id] = box = new Checkbox();
        return box;
    }

    private void Toggle(long id)
    {
        if (!_chosen.Remove(id))
            _chosen.Add(id);
    }

    private void ChooseAll()
    {
        var all = Chosen.Count == Page.Readings.Count;
        _chosen.Clear();
        if (!all)
            _chosen.UnionWith(Page.Readings.Select(r => r.Id));
    }

    private async Task KeyAsync(KeyboardEventArgs key, int place)
    {
        if (!IsChoosing || _deciding || key.CtrlKey || key.MetaKey || key.AltKey)
            return;
        var id = Page.Readings[place].Id;
        switch (key.Key)
        {
            case "a":
                await AcceptAsync([id]);
                break;
            case "r":
                await RefuseAsync([id]);
                break;
            case "ArrowDown" or "ArrowUp":
                _focus = Page.Readings[Math.Clamp(place + (key.Key == "ArrowDown" ? 1 : -1), 0, Page.Readings.Count - 1)].Id;
                break;
        }
    }

    private Task AcceptAsync(IReadOnlyList<long> ids) => DecideAsync(ids, async () =>
    {
        var outcome = await Decisions.AcceptAsync(ids, By, Scope, CancellationToken.None);
        _undo = outcome.Batches.Count == 0 ? null : () => WithdrawAsync(outcome.Batches);
        var batches = string.Join(", ", outcome.Batches);
        return Said(outcome, batches.Length == 0
            ? QualityWords.Plural(outcome.Decided, DataQualityTexts.OneAccepted, DataQualityTexts.SomeAccepted)
            : (outcome.Decided == 1 ? DataQualityTexts.OneAcceptedIn : DataQualityTexts.SomeAcceptedIn).With(outcome.Decided, batches));
    });

    private Task RefuseAsync(IReadOnlyList<long> ids) => DecideAsync(ids, async () =>
    {
        var outcome = await Decisions.RefuseAsync(ids, By, Scope, CancellationToken.None);
        var refused = ids.Except(outcome.TooLate.Select(r => r.Id)).ToList();
        _undo = refused.Count == 0 ? null : () => ReopenAsync(refused);
        return Said(outcome, QualityWords.Plural(outcome.Decided, DataQualityTexts.OneRefused, DataQualityTexts.SomeRefused));
    });

    private Task TakeBackAsync(long batch) => DecideAsync([], () => WithdrawAsync([batch]));

    private Task PutBackAsync(SetAsideReading reading) => DecideAsync([reading.Id], () => ReopenAsync([reading.Id]));

    private async Task<string> WithdrawAsync(IReadOnlyList<long> batches)
    {
        foreach (var batch in batches)
            await Withdrawal.WithdrawAsync(batch, By, By, CancellationToken.None);
        return DataQualityTexts.TakenBack;
    }

    private async Task<string> ReopenAsync(IReadOnlyList<long> ids)
    {
        var reopened = await Decisions.ReopenAsync(ids, Scope, CancellationToken.None);
        return reopened.Decided == 0 ? string.Join(" ", reopened.TooLate.Take(3).Select(r => QuarantineWords.TooLate(r).Here()))
            : QualityWords.Plural(reopened.Decided, DataQualityTexts.OneWaitsAgain, DataQualityTexts.SomeWaitAgain);
    }

    private Task UndoAsync() => DecideAsync([], async () =>
    {
        var undo = _undo!;
        _undo = null;
        return await undo();
    });

    private async Task DecideAsync(IReadOnlyList<long> ids, Func<Task<string>> decide)
    {
        _deciding = true;
        // The one after the last that goes: whoever decides by keys goes on there.
        _focus = Page.Readings.SkipWhile(r => !ids.Contains(r.Id)).FirstOrDefault(r => !ids.Contains(r.Id))?.Id
            ?? Page.Readings.LastOrDefault(r => !ids.Contains(r.Id))?.Id;
        try
        {
            _undo = ids.Count == 0 ? _undo : null;
            _notice = await decide();
        }
        catch (Exception e) when (e is Invalid or NotFound)
        {
            _notice = Refusals.Here(e);
        }
        finally
        {
            _deciding = false;
        }
        _chosen.ExceptWith(ids);
        await Decided.InvokeAsync();
    }

    private static string Said(DecisionOutcome outcome, string done) =>
        (outcome.Decided == 0 ? "" : $"{done} ") + string.Join(" ", outcome.TooLate.Take(3).Select(r => QuarantineWords.TooLate(r).Here())) + (outcome.TooLate.Count > 3 ? " …" : "");

    private string Decision(SetAsideReading reading) => reading.State switch
    {
        QuarantineState.Waiting => DataQualityTexts.ForAnalyst,
        QuarantineState.Superseded => DataQualityTexts.KeySaidElse,
        QuarantineState.Withdrawn => DataQualityTexts.BatchTakenBack,
        _ => (reading.AcceptedBatch is null ? DataQualityTexts.DecidedBy : DataQualityTexts.DecidedByBatch)
            .With(reading.DecidedBy, reading.DecidedAt is { } at ? Formatting.Clock(at, Zone, CultureInfo.CurrentCulture) : "", reading.AcceptedBatch),
    };

    private sealed class Checkbox
    {
        public ElementReference Element;
    }
}
