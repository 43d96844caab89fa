using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Forms;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>Where people pair screens, see which are alive, and end them.</summary>
public sealed partial class DevicesPage : LiveComponent<ScreensView>
{
    public const string Href = "/wallboard/devices";

    // "Last seen" is written once a minute at best.
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(3);

    private ScreenForm _form = new();
    private IReadOnlyList<PickerOption> _units = [];
    private ClaimsPrincipal _person = new();
    private string? _said;
    private bool _refused;
    private bool _pairing;
    private IDisposable? _ageing;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    private ScreenRegister Register { get; init; } = null!;

    [Inject]
    private PairScreen Pairing { get; init; } = null!;

    [Inject]
    private RevokeScreen Revoking { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [WallTopics.Screens];

    public override async ValueTask DisposeAsync()
    {
        _ageing?.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _person = (await Authentication).User;
        var scope = _person.UnitScope();
        _units = [.. Catalog.Current.Units.Where(unit => scope.Includes(unit.Code)).OrderBy(unit => unit.Name, StringComparer.Ordinal).Select(unit => new PickerOption(unit.Code, unit.Name))];
        await base.OnInitializedAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        // Signs of life are written without a signal.
        if (firstRender)
            _ageing = Ticker.Listen(Refresh);
    }

    protected override async Task<ScreensView> LoadAsync(CancellationToken cancellationToken) =>
        new(await Register.ListAsync(RevokeScreen.Keeper(_person), cancellationToken));

    private async Task PairAsync()
    {
        _pairing = true;
        try
        {
            await Pairing.RunAsync(_person, new(_form.Code, _form.Name, _form.Units, _form.View), CancellationToken.None);
            Say(WallboardTexts.IsPaired.With(_form.Name?.Trim()), refused: false);
            _form = new();
        }
        catch (Exception e) when (e is Invalid or Refused)
        {
            Say(e.Message, refused: true);
        }
        finally
        {
            _pairing = false;
        }
        await AskAsync();
    }

    private async Task RevokeAsync(PairedScreen screen)
    {
        try
        {
            await Revoking.RunAsync(_person, screen.Id, CancellationToken.None);
            Say(WallboardTexts.IsRevoked.With(screen.Name), refused: false);
        }
        catch (NotFound e)
        {
            Say(e.Message, refused: true);
        }
        await AskAsync();
    }

    private void Say(string words, bool refused) => (_said, _refused) = (words, refused);

    private string Seen(PairedScreen screen)
    {
        if (screen.RevokedAt is { } revoked)
            return WallboardTexts.RevokedAt.With(Formatting.Clock(revoked, Calendar.Zone, CultureInfo.CurrentCulture));
        if (screen.SeenAt is not { } seen)
            return WallboardTexts.NotSeen;
        var age = Clock.GetUtcNow() - seen;
        return age < Alive ? WallboardTexts.Live : WallboardTexts.LastSeen.With(Formatting.Age(age, CultureInfo.CurrentCulture));
    }

    private static string Shows(PairedScreen screen) =>
        screen.Units.Count == 0 ? ScreenWords.Of(screen.View) : WallboardTexts.WithUnits.With(ScreenWords.Of(screen.View), string.Join(", ", screen.Units));
}
